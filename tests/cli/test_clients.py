"""Clients on the command line: added, instructed, scanned, assigned, and who opened what of them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bailee.cli.main import bailee_command
from bailee.errors import Error, InvalidInput, NotAllowed


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BAILEE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("BAILEE_CLIENT", raising=False)
    files = tmp_path / "lind"
    files.mkdir()
    (files / "staff.txt").write_text("Employee SSN 512-44-7313")
    bailee("clients become-provider")
    bailee("clients add", "Lind Dental")
    return tmp_path


def bailee(words: str, *more: str) -> str:
    """What a command prints; its error where it fails."""
    result: Result = CliRunner().invoke(bailee_command, [*words.split(), *more])
    if isinstance(result.exception, Error):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.stdout


def authorise(place: Path) -> str:
    said = ("--by", "Dr. Lind", "--function", "owner", "--scope", "the file server", "--on", "2026-03-01")
    return bailee("clients authorise lind", *said, "--place", str(place))


def scan(home: Path) -> str:
    return bailee("scan", str(home / "lind"), "--client", "Lind Dental", "--names", "off", "--json")


def test_a_client_is_scanned_once_it_was_instructed_and_its_findings_are_its_own(home: Path) -> None:
    with pytest.raises(NotAllowed, match="instructed us in writing"):
        scan(home)
    assert "Dr. Lind (owner), 2026-03-01" in authorise(home / "lind")
    assert len(json.loads(scan(home))["findings"]) == 1
    assert len(json.loads(bailee("findings --json --client lind"))["findings"]) == 1
    assert json.loads(bailee("findings --json"))["findings"] == []  # the provider's own are others
    bailee("clients withdraw lind")
    with pytest.raises(NotAllowed, match="withdrawn"):
        scan(home)


def test_the_list_of_clients_says_which_may_be_scanned(home: Path) -> None:
    (listed,) = json.loads(bailee("clients --json"))
    assert (listed["name"], listed["assigned"], listed["may_be_scanned"]) == ("Lind Dental", ["owner"], False)
    authorise(home / "lind")
    (listed,) = json.loads(bailee("clients --json"))
    assert listed["may_be_scanned"] is True
    assert "yes, by Dr. Lind" in " ".join(bailee("clients").split())


def test_a_client_is_named_by_its_name_its_ident_or_the_environment(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (listed,) = json.loads(bailee("clients --json"))
    bailee("clients add", "Lindgren Flowers")
    for named in ("Lind Dental", "lind dental", listed["ident"], "lind d"):
        assert [each["through"] != "" for each in json.loads(bailee("members --json --client", named))] == [True]
    with pytest.raises(InvalidInput, match="more than one client"):
        bailee("members --client lind")
    with pytest.raises(InvalidInput, match="no such client"):
        bailee("members --client nobody")
    monkeypatch.setenv("BAILEE_CLIENT", "Lindgren")
    assert json.loads(bailee("members --json"))[0]["through"] != ""


def test_who_is_assigned_no_more_is_told_how_to_come_back(home: Path) -> None:
    bailee("clients assign lind owner --end")
    with pytest.raises(NotAllowed, match="not assigned to the client") as refused:
        bailee("status --client lind")
    assert "break-glass" in refused.value.hint
    assert "until" in bailee("clients break-glass lind --reason", "their server is down and they called")
    assert json.loads(bailee("members --json --client lind"))[0]["until"] is not None


def test_who_opened_what_is_a_table_that_no_spreadsheet_runs(home: Path) -> None:
    bailee("members add", "=cmd|'/c calc'!A1", "technician", "--ident", "tess")
    bailee("clients assign lind tess")
    bailee("status --client lind")
    rows = list(csv.DictReader(io.StringIO(bailee("access --csv"))))
    assert [row["name"] for row in rows if row["person"] == "tess"] == ["'=cmd|'/c calc'!A1"]
    assert {(row["person"], row["act"], row["what"]) for row in rows} >= {
        ("owner", "did", "command: status"),
        ("tess", "could", "was assigned"),
    }
    assert [row["act"] for row in json.loads(bailee("access --json --until 2020-01-01"))] == []


def test_sites_are_named_with_their_law_and_their_clock(home: Path) -> None:
    authorise(home / "lind")
    scan(home)
    bailee("clients sites lind --jurisdiction US-NY --time-zone America/New_York --add", "Main Street")
    bailee("clients sites lind --place lind --at", "Main Street")
    (site,) = json.loads(bailee("clients sites lind --json"))
    assert (site["name"], site["jurisdiction"], site["places"]) == ("Main Street", "US-NY", ["lind"])


def test_agreements_are_asked_for_by_name(home: Path) -> None:
    authorise(home / "lind")
    bailee("declare organisation --set is_hipaa_covered_entity=true --client lind")
    with pytest.raises(NotAllowed, match="HIPAA"):
        scan(home)
    assert "missing: their lawyer has it" in bailee("clients authorise lind --no-baa", "their lawyer has it")
    scan(home)


def test_who_has_no_clients_is_told_how_to_have_some(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAILEE_HOME", str(tmp_path / "other"))
    from bailee.operations.open_store import open_store

    open_store(tmp_path / "other").close()
    with pytest.raises(InvalidInput, match="no provider") as refused:
        bailee("clients")
    assert "become-provider" in refused.value.hint


def test_a_report_without_a_store_says_by_whose_instruction_or_that_there_was_none(home: Path) -> None:
    out = home / "report.json"
    scanned = ("scan", str(home / "lind"), "--no-store", "--names", "off", "--report", str(out))
    bailee(*scanned)
    assert json.loads(out.read_text())["instruction"] == "No written instruction to look at this was recorded."
    bailee(*scanned, "--instructed-by", "Dr. Lind <b>", "--instructed-on", "2026-03-01")
    assert "Dr. Lind <b>, signed 2026-03-01" in json.loads(out.read_text())["instruction"]


@pytest.mark.parametrize(
    "said",
    [
        ("--instructed-by", "Dr. Lind", "--no-store"),
        ("--instructed-on", "2026-03-01", "--no-store"),
        ("--instructed-by", " ", "--instructed-on", "2026-03-01", "--no-store"),
        ("--instructed-by", "Dr. Lind", "--instructed-on", "2999-01-01", "--no-store"),
        ("--instructed-by", "Dr. Lind", "--instructed-on", "2026-03-01"),
    ],
)
def test_half_an_instruction_is_none(home: Path, said: tuple[str, ...]) -> None:
    with pytest.raises(InvalidInput, match="instruct"):
        bailee("scan", str(home / "lind"), *said)


def test_a_client_leaves_after_a_dry_run(home: Path) -> None:
    authorise(home / "lind")
    scan(home)
    assert "Nothing was changed" in bailee("clients off-board lind")
    with pytest.raises(InvalidInput, match="say where"):
        bailee("clients off-board lind --yes")
    assert "has left" in bailee("clients off-board lind --yes --out", str(home / "left"))
    assert (home / "left" / "certificate.pdf").exists()
    with pytest.raises(InvalidInput, match="no such client"):
        bailee("status --client lind")
    assert json.loads(bailee("evidence verify --json"))["ok"]

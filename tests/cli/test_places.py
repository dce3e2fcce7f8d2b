"""`bailee places`, and the question that a scan of what staff keep for themselves asks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bailee.errors import InvalidInput
from bailee.operations import search_places
from bailee.operations.open_store import open_store
from bailee.places import Found, Sort, staff
from cli.running import run


@pytest.fixture
def machine(company: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with two folders and a database, one of the folders being the company's."""
    found = (
        Found(Sort.DISK, str(company), str(company), "ext4", encrypted=False, size=5_000_000),
        Found(Sort.BACKUP, "Backups", "/var/backups"),
        Found(
            Sort.DATABASE,
            "PostgreSQL, port 5432",
            "postgresql://localhost:5432/",
            why_not="not connected: it needs a login",
        ),
    )
    monkeypatch.setattr(search_places, "places", lambda system: found)
    return company


def states(home: Path) -> dict[str, tuple[bool, str | None]]:
    told = json.loads(run("places", "--json", home=home).stdout)["places"]
    return {place["sort"]: (place["scanned_at"] is not None, place["left_reason"]) for place in told}


def test_a_place_is_open_until_it_is_scanned_or_left_out(machine: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert "3 places, 3 of them not looked at yet" in run("places", home=home).stdout
    assert run("scan", machine, "--jobs", "1", home=home).exit_code == 0
    assert run("places", "--leave", "/var/backups", "--reason", "copies of what is scanned", home=home).exit_code == 0
    assert states(home) == {
        "disk": (True, None),
        "backup": (False, "copies of what is scanned"),
        "database": (False, None),
    }
    assert "3 places, 1 of them not looked at yet" in run("places", home=home).stdout
    run("places", "--leave", "Backups", "--reason", "", home=home)
    assert states(home)["backup"] == (False, None)


def test_a_place_that_nobody_knows_cannot_be_left_out(machine: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    run("places", home=home)
    done = run("places", "--leave", "/nowhere", "--reason", "x", home=home)
    assert isinstance(done.exception, InvalidInput) and "bailee places" in str(done.exception.hint)


@pytest.fixture
def of_staff(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staff, "concerns", lambda places: ("a home folder",))


@pytest.mark.usefixtures("of_staff")
def test_a_scan_of_a_home_folder_asks_whether_staff_were_told(company: Path, tmp_path: Path) -> None:
    refused = run("scan", company, "--jobs", "1", home=tmp_path / "home")
    assert isinstance(refused.exception, InvalidInput) and "a home folder" in str(refused.exception)
    assert "--notice-served" in str(refused.exception.hint)
    assert not (tmp_path / "home").exists()


@pytest.mark.usefixtures("of_staff")
@pytest.mark.parametrize(
    "option, value, words, detail",
    [
        ("--notice-served", "2026-01-31", "staff were told on 31 Jan 2026", {"notice_served_on": "2026-01-31"}),
        (
            "--override",
            "a stolen laptop",
            "staff were not told: a stolen laptop",
            {"notice_override": "a stolen laptop"},
        ),
    ],
)
def test_what_is_said_stands_in_the_report_and_in_the_evidence(
    option: str, value: str, words: str, detail: dict[str, str], company: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    told = json.loads(run("scan", company, "--jobs", "1", option, value, "--json", home=home).stdout)
    assert told["staff_notice"] == words
    records, _ = open_store(home).evidence()
    [started] = [json.loads(record.details) for record in records if record.action == "scan-started"]
    assert detail.items() <= started.items()
    again = json.loads(run("scan", company, "--no-store", "--jobs", "1", option, value, "--json", home=home).stdout)
    assert again["staff_notice"] == words


def test_a_notice_of_tomorrow_was_not_served(company: Path, tmp_path: Path) -> None:
    done = run("scan", company, "--notice-served", "2999-01-01", home=tmp_path / "home")
    assert isinstance(done.exception, InvalidInput) and "still to come" in str(done.exception)

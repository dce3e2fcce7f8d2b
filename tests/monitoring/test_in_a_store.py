"""The register in a store: what real scans, lists and declarations come to, and that names stay encrypted."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bailee.errors import InvalidInput
from bailee.monitoring.register import Declaration, Entry
from bailee.notices import render
from bailee.operations.draft_notice import draft_notice
from bailee.operations.look_for_tools import declare_tool, import_list, withdraw_tool
from bailee.operations.report_status import report_status
from bailee.operations.scan_store import scan_store
from bailee.store.workspace import Workspace
from bailee.vocabulary import SubjectCategory
from cli.running import read_json, run
from cli.test_schemas import check
from world import World

FRIGATE = "record:\n  enabled: true\n  retain:\n    days: 14\n"


def laid(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        moment = datetime(2026, 3, 2, 9, tzinfo=UTC).timestamp()
        os.utime(path, (moment, moment))
    return root


def tools(workspace: Workspace) -> dict[str, Entry]:
    return {entry.ident: entry for entry in workspace.register()}


def surfing() -> str:
    sites = ("www.weather.com", "www.nytimes.com", "mail.google.com", "www.amazon.com")
    return "".join(
        f"17406{n:02}602.113    241 10.0.3.{n % 9 + 2} TCP_TUNNEL/200 5123 CONNECT {sites[n % 4]}:443 user{n % 5} HIER_DIRECT/203.0.113.9 -\n"
        for n in range(60)
    )


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return laid(
        tmp_path / "office",
        {
            "nvr/frigate/config/config.yml": FRIGATE,
            "firewall/export 7.txt": surfing(),
            "Shared/Teramind quote.txt": "Quotation: Teramind UAM, 40 seats, twelve months.\n",
            "Downloads/HubstaffSetup.msi": "not really\n",
            "IT/prices.csv": "Software,Price per seat\nTeramind,15.00\nHubstaff,7.00\n",
            "HR/licence Blue Iris.txt": "Thank you for your order of Blue Iris 5.\n",
        },
    )


def test_a_scan_tells_the_tools_and_not_those_that_are_only_named(world: World, office: Path) -> None:
    scan_store(world.alice, [office])
    found = tools(world.alice)
    assert set(found) == {"frigate", "squid", "bailee"}
    assert found["frigate"].kept.words == "14 days (set)" and found["frigate"].since_from == "configuration"
    assert found["squid"].records == (("web-history", 1),) and str(found["squid"].since) == "2025-02-26"
    assert found["squid"].viewers.accounts is not None
    assert found["frigate"].viewers.accounts is None  # who can open its settings views no film
    scan_store(world.alice, [office])
    assert tools(world.alice) == found  # nothing was read again, and nothing is lost
    (office / "nvr/frigate/config/config.yml").unlink()
    scan_store(world.alice, [office])
    assert set(tools(world.alice)) == {"squid", "bailee"}
    assert tools(world.charlie).keys() == {"bailee"}


def test_a_list_that_was_handed_over_counts_until_a_later_one_of_its_name(world: World, tmp_path: Path) -> None:
    file = tmp_path / "rmm.csv"
    file.write_text(
        "computer,software,install date\nMARIA-GONZALEZ-PC,Hubstaff,2024-03-02\nWS-2,Hubstaff,2024-05-01\nWS-2,7-Zip 24.09,\n",
        "utf-8",
    )
    imported = import_list(file, world.alice)
    assert imported.machines == 2 and len(imported.listed.rows) == 3
    entry = tools(world.alice)["hubstaff"]
    assert str(entry.since) == "2024-03-02" and len(entry.machines) == 2
    held = {(each.category, each.subject.value): each for each in world.alice.holdings()}
    assert held["screen-captures", "employee"].people.low == 2 and held["screen-captures", "employee"].purposes == ()
    file.write_text("computer,software\nWS-2,7-Zip 24.09\n", "utf-8")
    import_list(file, world.alice)
    assert "hubstaff" not in tools(world.alice)
    world.alice.close()
    stored = b"".join(
        path.read_bytes() for path in world.home.rglob("*") if path.is_file() and "keys" not in path.parts
    )
    assert b"GONZALEZ" not in stored and b"rmm.csv" not in stored


def test_what_is_declared_of_a_tool_is_an_activity_that_notices_name(world: World, office: Path) -> None:
    scan_store(world.alice, [office])
    declare_tool(
        world.alice,
        Declaration(
            "frigate",
            "Frigate",
            (("protection of premises", None),),
            (SubjectCategory.EMPLOYEE, SubjectCategory.VISITOR),
            kept="30 days",
            kept_days=30,
            viewers=("office manager",),
        ),
    )
    entry = tools(world.alice)["frigate"]
    assert entry.purposes == ("protection of premises",) and entry.differences == (
        "it also watches customers, who are not declared",
    )
    drafted = draft_notice(world.alice, "employee-privacy-notice", on=datetime.now(UTC).date())
    assert drafted.notice.snapshot.purposes["camera-footage"] == ("protection of premises",)
    rows = {(row.category, row.subject.value): row for row in report_status(world.alice).rows}
    assert "Frigate records it" in rows["camera-footage", "employee"].held.why
    assert rows["camera-footage", "employee"].told.state.value == "red"


def test_a_later_word_adds_to_an_earlier_one_and_may_be_taken_back(world: World) -> None:
    declare_tool(world.alice, Declaration("hubstaff", "Hubstaff", (("payroll by the hour", None),)))
    declare_tool(world.alice, Declaration("hubstaff", "Hubstaff", kept="90 days", kept_days=90))
    (entry,) = [each for each in world.alice.register() if each.ident == "hubstaff"]
    assert entry.purposes == ("payroll by the hour",) and entry.kept.words == "90 days (declared)"
    assert entry.differences == ("declared, and no trace of it was found",)
    with pytest.raises(InvalidInput):
        declare_tool(world.alice, Declaration("hubstaff", "Hubstaff"))
    withdraw_tool(world.alice, "hubstaff")
    assert set(tools(world.alice)) == {"bailee"}


def test_a_tool_in_no_table_needs_to_be_said_what_it_observes(world: World) -> None:
    with pytest.raises(InvalidInput, match="no table"):
        declare_tool(world.alice, Declaration("our-own-logger", "Our own logger", (("quality", None),)))
    declare_tool(
        world.alice,
        Declaration("our-own-logger", "Our own logger", (("quality", None),), (SubjectCategory.EMPLOYEE,), ("screen",)),
    )
    assert tools(world.alice)["our-own-logger"].categories == ("screen-captures",)


# ---- the command ------------------------------------------------------------------------------------------------------


def test_the_command_shows_declares_and_says_what_differs(office: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert run("scan", office, home=home).exit_code == 0
    shown = run("monitoring", home=home, columns=140)
    assert shown.exit_code == 0 and "2 tools watch people here" in shown.output and "bailee" in shown.output
    assert "Teramind" not in shown.output and "Hubstaff" not in shown.output
    said = run("declare", "monitoring", "Frigate", "--purpose", "protection of premises", "--kept", "7 days", home=home)
    assert said.output.splitlines() == ["declared: Frigate", "  differs: declared kept 7 days, and it is set to 14"]
    one = run("monitoring", "frigate", home=home)
    assert "protection of premises" in one.output and "configuration in office/nvr" in one.output
    listed = read_json("monitoring", "--json", home=home)
    check("monitoring", listed)
    told = {each["ident"]: each for each in listed}
    assert told["frigate"]["declared"] and told["squid"]["state"] == "red" and told["bailee"]["found"]
    absent = run("monitoring", "teramind", home=home)
    assert absent.exit_code != 0 and "no trace" in str(absent.exception), absent.output


def test_a_prospects_list_is_read_and_nothing_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "rmm.csv"
    file.write_text("computer,software\nWS-1,Spyrix Employee Monitoring 12.3\nWS-2,\n", "utf-8")
    shown = run("monitoring", "--software", file, "--no-store", home=tmp_path / "home", columns=140)
    assert "Spyrix" in shown.output and "line 3: no name of a program" in shown.output
    assert not (tmp_path / "home").exists()


def test_a_workbook_and_a_text_are_refused_with_what_to_do(tmp_path: Path) -> None:
    for name, content in (
        ("list.xlsx", b"PK\x03\x04rest"),
        ("letter.txt", b"Dear Ann, we thought of buying Teramind, but did not, in the end, as you know well.\n"),
    ):
        (tmp_path / name).write_bytes(content)
        done = run("monitoring", "--software", tmp_path / name, "--no-store")
        assert isinstance(done.exception, InvalidInput) and done.exception.hint


def test_a_notice_names_the_tool_what_since_when_and_who_views_and_lends_it_no_purpose(
    world: World, office: Path, tmp_path: Path
) -> None:
    scan_store(world.alice, [office])
    (tmp_path / "rmm.csv").write_text(
        "computer,software,install date\nWS-1,Spyrix Employee Monitoring 12.3,2025-02-04\n", "utf-8"
    )
    import_list(tmp_path / "rmm.csv", world.alice)
    declare_tool(
        world.alice,
        Declaration("squid", "Squid", (("network security", None),), kept="90 days", kept_days=90, viewers=("IT",)),
    )
    drafted = draft_notice(world.alice, "employee-privacy-notice", on=datetime.now(UTC).date()).notice
    told = {tool.name: tool for tool in drafted.snapshot.tools}
    assert (
        told["Squid"].purposes == ("network security",)
        and told["Squid"].kept == "90 days"
        and told["Squid"].viewers == ("IT",)
    )
    assert str(told["Spyrix"].since) == "2025-02-04" and told["Spyrix"].purposes == ()
    assert any(each.startswith("Spyrix: no purpose") for each in drafted.snapshot.to_complete())
    text = render(drafted, ".txt").decode()
    assert "4 February 2025" in text and "Spyrix" in text and "Teramind" not in text

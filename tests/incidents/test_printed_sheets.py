"""A sheet that was printed is given back as it was that day, whatever became known since; one that was changed is not."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

from bailee.cli.main import bailee_command
from bailee.errors import BrokenEvidence, InvalidInput, NotAllowed
from bailee.operations.erase_records import erase_records
from bailee.operations.incident_shapes import shape
from bailee.operations.incident_sheet import incident_sheet, print_sheet
from bailee.operations.printed_sheets import printed_sheets, read_sheet
from bailee.operations.report_incident import add_fact, mark_privileged
from bailee.store import asking
from bailee.store.workspace import Workspace
from laptops import NOW, ZONE, Laptop, report

DAY = timedelta(days=1)


def printed_twice(workspace: Workspace) -> tuple[str, bytes, bytes]:
    """An incident whose sheet was printed two days ago, and again since a fact came to it."""
    with asking.standing_at(NOW - 3 * DAY):
        ident = report(workspace, discovered_at=NOW - 3 * DAY)
    with asking.standing_at(NOW - 2 * DAY):
        first = print_sheet(workspace, ident)
    add_fact(workspace, ident, "It was wiped from afar")
    return ident, first, print_sheet(workspace, ident)


def day(moment: datetime) -> str:
    return moment.astimezone(ZoneInfo(ZONE)).date().isoformat()


def test_each_is_given_back_byte_for_byte(laptop: Laptop) -> None:
    workspace = laptop.workspace()
    ident, first, second = printed_twice(workspace)
    assert first != second
    assert [each.number for each in printed_sheets(workspace, ident)] == [2, 1]
    assert read_sheet(workspace, ident, 1)[1] == first
    assert read_sheet(workspace, ident)[1] == second
    with pytest.raises(InvalidInput, match="no sheet 3"):
        read_sheet(workspace, ident, 3)


def test_the_one_that_stood_on_a_day_is_found_by_the_day(laptop: Laptop) -> None:
    workspace = laptop.workspace()
    ident, first, second = printed_twice(workspace)
    here = ZoneInfo(ZONE)
    assert read_sheet(workspace, ident, on=(NOW - DAY).astimezone(here).date())[1] == first
    assert read_sheet(workspace, ident, on=NOW.astimezone(here).date())[1] == second
    with pytest.raises(InvalidInput, match="no sheet had been printed by"):
        read_sheet(workspace, ident, on=(NOW - 3 * DAY).astimezone(here).date())
    other = report(workspace)
    with pytest.raises(InvalidInput, match="no sheet of this incident was printed"):
        read_sheet(workspace, other)


def test_one_that_does_not_say_what_the_log_knows_is_not_given_back(laptop: Laptop) -> None:
    from bailee.store.models import IncidentSheet as Row

    workspace = laptop.workspace()
    ident, _, _ = printed_twice(workspace)
    (newest, _) = printed_sheets(workspace, ident)
    other = {**newest.document, "title": "Nothing was stolen"}
    with workspace.transaction():  # as somebody who holds the key could: words and hash, and not the log
        workspace.keep_sheet(ident, other)
    assert printed_sheets(workspace, ident)[0].record == 0
    with pytest.raises(BrokenEvidence, match=r"sheet 3 of .* does not say"):
        read_sheet(workspace, ident)
    assert Row.objects.using(workspace.alias).count() == 3
    assert read_sheet(workspace, ident, 2)[0].record


def test_one_whose_record_was_erased_is_still_given_back(laptop: Laptop) -> None:
    workspace = laptop.workspace()
    ident, first, _ = printed_twice(workspace)
    number = printed_sheets(workspace, ident)[1].record
    assert number
    erase_records(workspace, [number], "person-asked")
    kept, content = read_sheet(workspace, ident, 1)
    assert kept.record is None and content == first


def test_it_is_as_shut_as_its_incident(laptop: Laptop) -> None:
    workspace = laptop.workspace()
    ident, _, _ = printed_twice(workspace)
    auditor = laptop.workspace("auditor")
    assert read_sheet(auditor, ident)[0].number == 2
    mark_privileged(laptop.workspace("counsel"), ident)
    with pytest.raises(NotAllowed, match="privileged"):
        read_sheet(auditor, ident)


def test_the_command_lists_them_and_writes_one(laptop: Laptop, tmp_path: Path) -> None:
    workspace = laptop.workspace()
    ident, first, _ = printed_twice(workspace)
    at_home, out = ["--home", str(laptop.home)], tmp_path / "then.pdf"

    def said(*words: str) -> str:
        done = CliRunner().invoke(bailee_command, ["incident", "sheets", *words, *at_home])
        assert done.exit_code == 0, done.output
        return done.output

    told = json.loads(said(ident, "--json"))
    assert [(each["number"], each["by"]) for each in told] == [(2, workspace.member), (1, workspace.member)]
    assert "of the log" in said(ident)
    assert "sheet 1, as it was printed" in said(ident, "--on", day(NOW - DAY), "--pdf", str(out))
    assert out.read_bytes() == first
    assert any(each.kind == "incident-printed" and each.is_export for each in workspace.accesses())
    wrong = CliRunner().invoke(bailee_command, ["incident", "sheets", ident, "--number", "1", *at_home])
    assert isinstance(wrong.exception, InvalidInput)


def test_who_reported_it_is_said(laptop: Laptop) -> None:
    workspace = laptop.workspace()
    ident, _, _ = printed_twice(workspace)
    assert shape(incident_sheet(workspace, ident))["incident"]["reported_by"] == workspace.member
    assert f"by {workspace.member}." in printed_sheets(workspace, ident)[0].document["blocks"][0]["text"]
    assert datetime.now(UTC) > NOW

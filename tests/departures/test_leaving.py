"""A period that runs from leaving, on a real share: counted by the roster, still where somebody is here, asked where nothing tells."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bailee.departures import Departure
from bailee.departures.bounds import EVENT, LEAVING, RECORD, runs_from
from bailee.departures.endings import BY_ROSTER
from bailee.inventory import ProcessingActivity
from bailee.inventory.retention import Length
from bailee.operations.declare_activity import declare_activity, declare_organisation
from bailee.operations.declare_roster import declare_roster
from bailee.operations.find_departures import find_departures, settle_departure
from bailee.operations.open_store import open_store
from bailee.operations.report_status import report_status
from bailee.operations.scan_store import scan_store
from bailee.operations.settle_tasks import settle_tasks
from bailee.operations.show_status import take_snapshot
from bailee.scanner import Limits
from bailee.store.workspace import Workspace
from bailee.vocabulary import State, SubjectCategory
from departures.papers import WORLD, stub

GONE, HERE, UNKNOWN, LATELY = WORLD.staff[:4]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    root = tmp_path_factory.mktemp("office")
    workspace = open_store(root / "home")
    declare_organisation(workspace, name="Fernhill Supply", facts={"states_with_employees": ["DE"]})
    declare_activity(
        workspace,
        ProcessingActivity("Wages", (("paying wages", None),), ("payroll",), (SubjectCategory.EMPLOYEE,), retention="4 years after leaving"),
    )  # fmt: skip
    share = root / "share"
    share.mkdir()
    for person, year in ((GONE, 2012), (HERE, 2011), (UNKNOWN, 2013), (LATELY, 2014)):
        (share / f"{person.surname} {person.given}.txt").write_text(stub(person, year), "utf-8")
    (share / "young.txt").write_text(stub(UNKNOWN, 2025), "utf-8")
    staff = root / "staff.csv"
    staff.write_text(
        "Name,E-mail,Left\n"
        f"{GONE.full},{GONE.personal_email},2015-03-31\n{HERE.full},{HERE.personal_email},\n{LATELY.full},{LATELY.personal_email},2026-01-31\n",
        "utf-8",
    )
    declare_roster(workspace, staff, SubjectCategory.EMPLOYEE)
    scan_store(workspace, [share], limits=Limits(ocr="off", names="off"), jobs=1)
    yield workspace
    workspace.close()


def found(workspace: Workspace, sort: str) -> list[Departure]:
    return [each for each in find_departures(workspace) if each.sort == sort]


def test_files_of_who_left_long_enough_ago_are_too_old_from_the_day_of_leaving(workspace: Workspace) -> None:
    (old,) = found(workspace, "older-than-declared")
    assert [(each.on, each.dated_by) for each in old.files] == [(date(2015, 3, 31), BY_ROSTER)]
    assert GONE.surname in old.files[0].locator.item
    assert "4 years after leaving" in old.title


def test_what_nobody_dated_is_asked_and_neither_the_young_nor_who_is_here(workspace: Workspace) -> None:
    (asked,) = found(workspace, "end-not-known")
    assert [UNKNOWN.surname in each.locator.item for each in asked.files] == [True]
    assert "when did it end" in asked.title and asked.how.startswith("bailee declare roster")
    assert asked.state is State.AMBER and asked.is_open


@pytest.mark.parametrize(
    ("event", "start"),
    [
        ("", RECORD),
        ("the test", RECORD),
        ("leaving", LEAVING),
        ("the end of employment", LEAVING),
        ("they left", LEAVING),
        ("termination", LEAVING),
        ("the last purchase", EVENT),
        ("the warranty ends", EVENT),
    ],
)
def test_what_a_period_runs_from(event: str, start: str) -> None:
    assert runs_from(event) == start


def test_what_lies_too_long_is_a_task_with_the_day_on_which_its_period_ended(workspace: Workspace) -> None:
    take_snapshot(workspace)
    (old,), (asked,) = found(workspace, "older-than-declared"), found(workspace, "end-not-known")
    tasks = {each.ident: each for each in workspace.task_list().tasks}
    erase = tasks[f"erase-{old.ident}"]
    assert erase.due and (erase.due.on, erase.due.is_law) == (date(2019, 3, 31), False)  # four years after leaving
    assert "Wages keeps it" in erase.due.source and erase.title.startswith("Erase 1 file")
    dated = tasks[f"erase-{asked.ident}"]
    assert dated.due is None and dated.title.startswith("Put the days of leaving into the roster")
    settle_departure(workspace, old.ident, old.sort, "not-so", reason="a copy for the court", on=date.today())  # noqa: DTZ011
    take_snapshot(workspace)
    ended = {each.ident: each for each in workspace.task_list(states=("ended",)).tasks}
    assert "somebody settled it" in ended[erase.ident].ended_because


def test_the_task_comes_before_the_day_on_which_a_period_ends_and_is_the_same_one_after_it(tmp_path: Path) -> None:
    workspace = open_store(tmp_path / "home")
    wages = ProcessingActivity("Wages", (("paying wages", None),), ("payroll",), (SubjectCategory.EMPLOYEE,), retention="2 years")  # fmt: skip
    declare_activity(workspace, wages)
    today = datetime.now(UTC).astimezone().date()
    made = Length(2, "years").before(today + timedelta(days=10))
    share = tmp_path / "share"
    share.mkdir()
    (share / "stub.txt").write_text(stub(HERE, 0), "utf-8")
    os.utime(share / "stub.txt", (then := datetime(made.year, made.month, made.day, 12, tzinfo=UTC).timestamp(), then))
    scan_store(workspace, [share], limits=Limits(ocr="off", names="off"), jobs=1)
    take_snapshot(workspace)
    assert not found(workspace, "older-than-declared")
    (ahead,) = [each for each in workspace.task_list().tasks if each.ident.startswith("erase-")]
    assert ahead.title.startswith("Look through 1 file of Wages before its time ends")
    assert ahead.due and ahead.due.on == Length(2, "years").after(made) > today
    later = report_status(workspace, on=today + timedelta(days=20))
    settle_tasks(workspace, later, stamp="later")
    (late,) = [each for each in workspace.task_list().tasks if each.ident.startswith("erase-")]
    assert late.ident == ahead.ident and late.due and late.due.on == ahead.due.on
    assert late.title == "Erase 1 file of Wages, older than the 2 years declared"
    workspace.close()

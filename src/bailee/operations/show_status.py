"""The table for a page: as it was kept, where it still stands; computed and kept anew, where it does not.

A report over a million findings takes longer than a reader waits. So what it says is kept, with what it stands on: the
newest record of evidence and the day. A page that took long is shown as it was, marked so, while work in the background
makes it anew; a short one is simply made.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bailee.inventory import Inventory
from bailee.matrix import Row
from bailee.operations.count_people import count_people, met_shape, shape
from bailee.operations.find_departures import note_departures
from bailee.operations.report_status import report_status
from bailee.operations.settle_tasks import settle_tasks
from bailee.reports.found import Found, found_of
from bailee.reports.found import kept as kept_found
from bailee.reports.groups import tally
from bailee.reports.report import Report
from bailee.reports.shown import shown
from bailee.store import asking, jobs
from bailee.store.rows.snapshots import Snapshot
from bailee.store.workspace import Workspace

TASK = "status"
PATIENCE = 1.5  # CPU seconds that a reader waits for a page of now
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Status:
    """What the page says, when that was computed, and whether something changed since."""

    content: dict[str, Any] = field(repr=False)
    at: datetime
    is_current: bool

    @property
    def found(self) -> Found:
        """Holdings, who can open them and how old they are."""
        return found_of(self.content["found"])


def show_status(workspace: Workspace, *, on: date | None = None, patience: float = PATIENCE) -> Status:
    """The table; of now where that is known or soon made. `patience` 0 takes what is kept, infinity waits in any case."""
    day = on or asking.today()
    kept = workspace.status_page(day)
    if (
        kept is None
        or not {"found", "people"} <= kept.content.keys()
        or not (kept.is_current or kept.seconds > patience)
    ):
        return take_snapshot(workspace, on=day)
    if not kept.is_current:
        make_anew(workspace)
    return Status(kept.content, kept.at, kept.is_current)


def make_anew(workspace: Workspace) -> None:
    """Have the table made anew in the background; asked twice, it is done once."""
    jobs.defer(workspace.home, TASK, workspace.organisation, key=TASK)


def take_snapshot(workspace: Workspace, *, on: date | None = None) -> Status:
    """Compute the table and keep it."""
    day = on or asking.today()
    begun, stamp = time.process_time(), workspace.status_stamp(day)
    people: dict[str, Any] = {}

    def count(inventory: Inventory) -> None:
        counted = count_people(workspace, inventory)
        people.update(shape(counted) | {"met": met_shape(counted.meeting)})

    report = report_status(workspace, on=day, also=count)
    stale = [
        {
            "kind": each.kind,
            "version": each.version,
            "sorts": [cause.sort.value for cause in each.causes],
            "says": [cause.says for cause in each.causes],
        }
        for each in report.stale
    ]
    content = shown(report) | {"found": kept_found(report), "people": people, "stale": stale}
    at = datetime.now(UTC)
    seconds = time.process_time() - begun
    workspace.save_status_page(content, snapshot_of(report, at), stamp=stamp, seconds=seconds)
    if day == at.astimezone().date():  # tasks are about now, and so is what departs
        note_departures(workspace, report)
        settle_tasks(workspace, report, stamp=stamp, seconds=seconds)
    return Status(content, at, True)


def snapshot_of(report: Report, at: datetime) -> Snapshot:
    """States of all cells, as they are kept."""
    counts = {state.value: count for state, count in tally(report.rows).items()}
    coverage = report.looked.coverage
    cells = {cell_ident(row, column): cell.state.value for row in report.rows for column, cell in row.cells.items()}
    worst = tuple(
        {"state": step.row.cells[step.column].state.value, "text": step.text, "why": step.why} for step in report.steps
    )
    files = coverage.read + coverage.partly + coverage.skipped
    return Snapshot(at, report.on, **counts, files=files, files_read=coverage.read, cells=cells, worst=worst)


def cell_ident(row: Row, column: str) -> str:
    """Which cell: `us-ssn|employee|told`."""
    return f"{row.category}|{row.subject.value}|{column}"


@dataclass(frozen=True, slots=True)
class Turned:
    """A cell that took another state."""

    cell: str
    before: str  # empty: it was not there
    after: str  # empty: it is gone
    at: datetime

    @property
    def is_worse(self) -> bool:
        return _BAD.get(self.after, 0) > _BAD.get(self.before, 0)


_BAD = {"": 0, "green": 0, "unknown": 1, "amber": 2, "red": 3}


def turned(snapshots: tuple[Snapshot, ...], since: datetime) -> tuple[Turned, ...]:
    """Cells whose state differs between then and now, worst first; when each took the state it has.

    >>> at = datetime(2026, 11, 18, tzinfo=UTC)
    >>> def snap(days, state):
    ...     return Snapshot(at + timedelta(days), at.date(), 0, 0, 0, 0, 0, 0, {"us-ssn|employee|told": state})
    >>> [(each.before, each.after, each.at.day) for each in turned((snap(-3, "green"), snap(1, "red"), snap(4, "red")), at)]
    [('green', 'red', 19)]
    """
    if not snapshots:
        return ()
    before = [each for each in snapshots if each.at <= since]
    then = before[-1].cells if before else snapshots[0].cells
    now = snapshots[-1].cells
    changed = []
    for cell in {*then, *now}:
        was, is_ = then.get(cell, ""), now.get(cell, "")
        if was != is_:
            when = snapshots[-1].at
            for snapshot in reversed(snapshots):
                if snapshot.cells.get(cell, "") != is_:
                    break
                when = snapshot.at
            changed.append(Turned(cell, was, is_, when))
    return tuple(sorted(changed, key=lambda each: (not each.is_worse, -_BAD[each.after], each.cell)))

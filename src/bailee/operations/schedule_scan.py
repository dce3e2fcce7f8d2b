"""Scan places again and again: every day, week or month, at a time in a zone, within working hours.

    ident = schedule_scan(workspace, [3], Recurrence("day", "02:30", 0, "America/New_York"), ScanOptions(hours="22:00-06:00"))

A time that was missed, because nothing was switched on, is made up for once, not as often as it was missed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from bailee.errors import Error, InvalidInput
from bailee.operations.record_authority import require_authority
from bailee.operations.scan_options import ScanOptions
from bailee.operations.start_scan import Due, chosen_places, require_notice, start_scan
from bailee.operations.times_due import Recurrence, due_at
from bailee.permissions import Permission
from bailee.store.rows.base import now
from bailee.store.rows.scan_work import ScanSchedule, standing_schedules
from bailee.store.workspace import Workspace

_SLACK = timedelta(minutes=5)  # in which a worker looks


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A schedule as a page shows it."""

    ident: str
    places: tuple[str, ...]  # their names
    recurrence: Recurrence
    options: ScanOptions
    by: str
    known_from: datetime
    last_due_at: datetime | None
    next_at: datetime
    missed_at: datetime | None  # it was due then and did not run: no worker runs, or its member may not scan any more


def schedule_scan(
    workspace: Workspace,
    places: Sequence[int],
    recurrence: Recurrence,
    options: ScanOptions | None = None,
    *,
    ident: str = "",
) -> str:
    """Have places scanned again and again, beginning with the next time; its ident. `ident`: change the one that stands.

    The same is asked for as when a scan is started: permission, instruction, notice to staff.
    """
    workspace.require(Permission.SCAN)
    asked, again = (options or ScanOptions()).checked(), recurrence.checked()
    if not asked.zone:
        asked = replace(asked, zone=again.zone)
    chosen = chosen_places(workspace, places)
    require_authority(workspace, [place.where for place in chosen])
    require_notice(workspace, chosen, asked)
    if ident:
        _standing(workspace, ident)
    with workspace.transaction(Permission.SCAN):
        saved = workspace.save_schedule(
            chosen, asked.told(), every=again.every, at=again.at, day=again.day, zone=again.zone, ident=ident
        )
        workspace.record(
            "scan-schedule-changed" if ident else "scan-scheduled", saved, {"places": len(chosen), "every": again.every}
        )
    return saved


def withdraw_schedule(workspace: Workspace, ident: str) -> None:
    """It is not scanned by this schedule any more; what was scanned stays."""
    workspace.require(Permission.SCAN)
    standing = _standing(workspace, ident)
    known = {place.ident: place for place in workspace.places()}
    with workspace.transaction(Permission.SCAN):
        workspace.save_schedule(
            [known[place] for place in standing.places if place in known],
            standing.told,
            every=standing.every,
            at=standing.at,
            day=standing.day,
            zone=standing.zone,
            ident=ident,
            withdrawn=True,
        )
        workspace.record("scan-schedule-withdrawn", ident, {})


def scan_schedules(workspace: Workspace, at: datetime | None = None) -> tuple[Scheduled, ...]:
    """Schedules that stand, the next one first."""
    workspace.require(Permission.SEE_STORES)
    names = {place.ident: place.name for place in workspace.places()}
    moment = at or now()
    found = [
        Scheduled(
            each.ident,
            tuple(names[place] for place in each.places if place in names),
            _recurrence(each),
            ScanOptions.of(each.told),
            each.by,
            each.known_from,
            each.last_due_at,
            _recurrence(each).next_after(moment),
            due_at(_recurrence(each), each.known_from, each.last_due_at, moment - _SLACK),
        )
        for each in workspace.schedules()
    ]
    return tuple(sorted(found, key=lambda each: each.next_at))


def start_due_scans(home: Path, at: datetime | None = None) -> int:
    """Put aside what is due in every organisation; how many scans. A worker does so now and then; two at once do it once."""
    from django.db import IntegrityError

    started, moment = 0, at or now()
    for each in standing_schedules(home):
        due = due_at(Recurrence(each.every, each.at, each.day, each.zone), each.known_from, each.last_due_at, moment)
        if due is None:
            continue
        try:
            workspace = Workspace(home, each.organisation, each.by)
            schedule = _standing(workspace, each.ident)
            start_scan(workspace, schedule.places, ScanOptions.of(schedule.told), due=Due(each.ident, due))
            started += 1
        except Error:
            continue  # its member left, an instruction is over: the page of schedules shows that it did not run
        except IntegrityError:
            continue  # another worker was faster
    return started


def _standing(workspace: Workspace, ident: str) -> ScanSchedule:
    for each in workspace.schedules():
        if each.ident == ident:
            return each
    raise InvalidInput("there is no such schedule", hint="it may have been withdrawn")


def _recurrence(schedule: ScanSchedule) -> Recurrence:
    return Recurrence(schedule.every, schedule.at, schedule.day, schedule.zone)

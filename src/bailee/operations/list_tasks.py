"""Lists of tasks: brought up to date where they are not, and as JSON, CSV or a calendar for other programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from bailee.operations.show_status import PATIENCE, make_anew, take_snapshot
from bailee.store.rows.task_lines import TaskLine
from bailee.store.task_feeds import read_feed
from bailee.store.workspace import Workspace
from bailee.tasks.calendars import Entry, calendar
from bailee.tasks.due import act_by

HEADS = (
    "Ident", "Task", "State", "Owner", "Assigned to", "Due", "Act by", "Due because", "How bad", "Waits for", "What is missing",
    "What closes it", "Done on", "Closed by", "Hours (estimate)", "Rules", "Obligations",
)  # fmt: skip


def bring_up_to_date(workspace: Workspace, *, on: date, patience: float = PATIENCE) -> bool:
    """Whether the states are of now. Where making them takes long, that is put aside for the worker; the day is seen to in any case."""
    look = workspace.task_look()
    if look is not None and look.stamp == workspace.status_stamp(on):
        return True
    if look is None or look.seconds <= patience:
        take_snapshot(workspace, on=on)
        return True
    make_anew(workspace)
    if look.on != on:
        workspace.derive_tasks_again(on)
    return False


def shape(task: TaskLine, on: date) -> dict[str, Any]:
    """A task as programs read it."""
    return {
        "ident": task.ident,
        "title": task.title,
        "state": task.state.value,
        "owner": task.owner.value,
        "member": task.member or None,
        "due_on": task.due.on.isoformat() if task.due else None,
        "act_by": act_by(task.due.on).isoformat() if task.due else None,
        "due_because": task.due.source if task.due else None,
        "overdue": task.is_overdue(on),
        "severity": task.severity.value,
        "obligations": list(task.obligations),
        "citations": list(task.why),
        "timing": list(task.timing),
        "waits_for": list(task.waits_for),
        "closes": task.closes,
        "takes": list(task.takes),
        "missing": list(task.missing),
        "evidence": task.evidence or None,
        "done_on": task.done_on.isoformat() if task.done_on else None,
        "snoozed_until": task.snoozed_until.isoformat() if task.snoozed_until else None,
        "hours": task.hours,
        "rhythm": task.rhythm or None,
        "ended_because": task.ended_because or None,
    }


def csv_rows(tasks: Iterable[TaskLine], names: Mapping[str, str]) -> Iterator[tuple[object, ...]]:
    """Rows below `HEADS`. `names`: of members, by ident."""
    for each in tasks:
        yield (
            each.ident, each.title, each.state.value, each.owner.label, names.get(each.member, each.member),
            each.due.on.isoformat() if each.due else "", act_by(each.due.on).isoformat() if each.due else "",
            each.due.source if each.due else "; ".join(each.timing), each.severity.value, ", ".join(each.waits_for),
            "; ".join(each.missing), each.closes, each.done_on.isoformat() if each.done_on else "", each.evidence,
            each.hours if each.hours is not None else "", "; ".join(each.why), ", ".join(each.obligations),
        )  # fmt: skip


def as_calendar(organisation: str, name: str, tasks: Iterable[TaskLine], address: str = "") -> str:
    """Tasks as iCalendar. `address`: of the server, for links."""
    root = f"{address.rstrip('/')}/o/{organisation}/tasks/of" if address else ""
    entries = (
        Entry(
            each.ident,
            each.title,
            each.state.value,
            each.severity,
            each.due.on if each.due else None,
            each.due.source if each.due else "; ".join(each.timing),
            each.closes,  # not what is missing: that may name a store, and whoever has the address reads it
            "; ".join(each.why),
            each.changed_at,
            each.done_on,
            f"{root}/{each.ident}/" if root else "",
        )
        for each in tasks
    )
    return calendar(name, organisation, entries)


def feed(home: Path, token: str, address: str = "") -> str | None:
    """The calendar behind a secret address; None where there is none."""
    found = read_feed(home, token)
    return as_calendar(found.organisation, found.name, found.tasks, address) if found is not None else None

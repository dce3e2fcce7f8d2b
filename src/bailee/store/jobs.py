"""Work in the background, on either database: put aside, done by worker processes, each once in effect, none lost.

    ident = jobs.defer(home, "scan", workspace.organisation, {"request": "scan-3f2a"}, key="scan", by=workspace.member)
    jobs.state(home, workspace, ident).share        # 0.41
    jobs.cancel(home, workspace, ident)             # it stops; what it did is kept
    jobs.run_worker(home, tasks, jobs=2)            # until Ctrl-C

On PostgreSQL jobs are handed out by Procrastinate, on SQLite by a table and leases; what a page sees is the same row on
both. Arguments are idents and numbers: whatever names a person stays in the store, encrypted. A job may be run again from
its start at any time, so every task is idempotent, and `progress.once(step)` is a transaction that is done once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bailee.errors import InvalidInput
from bailee.store import database
from bailee.store.rows.base import now
from bailee.store.work import rows, slots
from bailee.store.work.progress import Progress, Stopped
from bailee.store.work.running import Later
from bailee.store.work.task import Task
from bailee.store.work.values import JobState, Timing, checked, is_ident

if TYPE_CHECKING:
    from bailee.store.workspace import Workspace


def defer(
    home: Path,
    task: str,
    organisation: str,
    arguments: Mapping[str, Any] | None = None,
    *,
    key: str = "",
    run_at: datetime | None = None,
    by: str = "",
    lane: str = "",
) -> str:
    """Put work aside for a worker; its ident. Part of the transaction that is open, so that both are there or neither.

    Of two jobs with the same `key` only one waits or runs: the second call answers with the first one's ident. `by` is the
    ident of the member who wants it, and as whom it is done (an owner where none is named). Jobs of one `lane` run one
    after the other. InvalidInput where an argument is neither an ident nor a number.
    """
    plain = checked(arguments or {})
    if not is_ident(task) or not all(is_ident(text) for text in (key, lane) if text):
        raise InvalidInput("a task, a key and a lane are idents", hint="such as scan, or scan-alices-shop-3fa2c1")
    alias = database.connect(home)
    from bailee.store.models import Member

    number = rows.number_of(home, organisation)
    with rows.entered(home, number):
        member = Member.objects.using(alias).filter(organisation_id=number, ident=by).first() if by else None
        if by and member is None:
            raise InvalidInput("there is no such member", hint="name one of this organisation")
        pk = member.pk if member is not None else None
        row, is_new = rows.insert(alias, number, task, plain, key, lane, pk, run_at)
        if is_new and database.engine(home).needs_transactions:
            from bailee.store.work import postgres

            postgres.enqueue(alias, row)
        ident: str = row.ident
        return ident


def state(home: Path, workspace: Workspace, ident: str) -> JobState:
    """A job as it is now. InvalidInput where this organisation has none of that ident."""
    from bailee.store.models import Job

    with workspace._reading():
        row = workspace._rows(Job).select_related("by").filter(ident=ident).first()
    if row is None:
        raise InvalidInput("there is no such job")
    return rows.state_of(row)


def list(
    home: Path, workspace: Workspace, *, task: str = "", live: bool | None = None, limit: int = 100
) -> tuple[JobState, ...]:
    """Jobs of an organisation, newest first. `live`: only those that wait or run, or only those that ended."""
    from bailee.store.models import Job

    with workspace._reading():
        found = workspace._rows(Job).select_related("by").order_by("-pk")
        if task:
            found = found.filter(task=task)
        if live is not None:
            found = found.filter(state__in=rows.LIVE) if live else found.exclude(state__in=rows.LIVE)
        return tuple(map(rows.state_of, found[:limit]))


def cancel(home: Path, workspace: Workspace, ident: str) -> JobState:
    """A job that waits will not be done; one that runs stops, and keeps what it did. One that has ended stays as it is."""
    from bailee.store.models import Job

    with workspace.transaction():
        mine = workspace._rows(Job).filter(ident=ident)
        if not mine.filter(state="waiting").update(state="cancelled", ended_at=now(), wish="", run_at=None):
            mine.filter(state="running").update(wish="stop")
    return state(home, workspace, ident)


def pause(home: Path, workspace: Workspace, ident: str) -> JobState:
    """A job waits, in the middle, until `go_on`; one that did not begin yet waits as soon as it does."""
    return _wish(home, workspace, ident, "pause", ("",))


def go_on(home: Path, workspace: Workspace, ident: str) -> JobState:
    """Take back `pause`."""
    return _wish(home, workspace, ident, "", ("pause",))


def _wish(home: Path, workspace: Workspace, ident: str, wish: str, before: tuple[str, ...]) -> JobState:
    from bailee.store.models import Job

    with workspace.transaction():
        workspace._rows(Job).filter(ident=ident, state__in=rows.LIVE, wish__in=before).update(wish=wish)
    return state(home, workspace, ident)


def run_worker(
    home: Path,
    tasks: slots.Tasks,
    *,
    jobs: int = 1,
    chores: Sequence[slots.Chore] = (),
    timing: Timing | None = None,
    is_ending: Callable[[], bool] = lambda: False,
    settle: Callable[[], None] = lambda: None,
) -> None:
    """Do jobs in `jobs` processes until Ctrl-C, SIGTERM or `is_ending`; then what runs is let go, and waits for another worker.

    `tasks(home)` names the tasks, and is a function of a module, for new processes ask it too. `chores` are done now and
    then by the keeper of those processes: what is due by a schedule is one.
    """
    slots.keep(home, tasks, jobs=jobs, chores=chores, timing=timing, is_ending=is_ending, settle=settle)


__all__ = [
    "JobState",
    "Later",
    "Progress",
    "Stopped",
    "Task",
    "Timing",
    "cancel",
    "defer",
    "go_on",
    "list",
    "pause",
    "run_worker",
    "state",
]

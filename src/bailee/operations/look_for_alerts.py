"""Look for what people should know: after each scan, after other changes, and once an hour.

    look_for_alerts(workspace)              # raises and settles; idents of what is new
    look_where_due(home)                    # a chore of the worker: puts a look aside where something changed

The look makes the table anew where something changed, so that the page which said that it is being brought up to date is.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bailee.keys import recovery_files
from bailee.operations.alerts import Look, found_in, sorts
from bailee.operations.archive_findings import archives_that_did_not_open
from bailee.operations.change_policy import nothing_read
from bailee.operations.known_days import due_of_incidents
from bailee.operations.schedule_report import missed
from bailee.operations.schedule_scan import scan_schedules
from bailee.operations.show_requests import list_requests
from bailee.operations.show_status import take_snapshot
from bailee.permissions import Permission, Role, may, role_of
from bailee.store import jobs
from bailee.store.rows.base import is_standing, now
from bailee.store.rows.task_lines import TaskLine
from bailee.store.workspace import Workspace
from bailee.tasks.states import SOON

TASK = "alerts"
EVERY = timedelta(hours=1)
_AFTER_CHANGE = timedelta(minutes=1)
_PATIENCE = 20  # a look takes a twentieth of a worker's time at most
_BACK = timedelta(days=90)  # how far a look goes back
_GLASS = "glass-broken"
_NEEDED = (Permission.SEE_STORES, Permission.SEE_ALERTS, Permission.SEE_MEMBERS)


def look_for_alerts(workspace: Workspace, at: datetime | None = None) -> tuple[str, ...]:
    """Raise what is new, settle what is over; idents of what is new. What the member may not see is not looked for."""
    moment = at or now()
    day = moment.astimezone().date()
    kept = workspace.status_page(day)
    if kept is None or not kept.is_current:
        take_snapshot(workspace, on=day)
    looked_for = [sort for sort in sorts() if sort != _GLASS or workspace.may(Permission.SEE_ACCESS)]
    return workspace.settle_alerts(found_in(look_at(workspace, moment)), looked_for=looked_for)


def look_at(workspace: Workspace, at: datetime) -> Look:
    """What there is to see now."""
    mark = workspace.keys.recovery_recipient
    files = [path for path in recovery_files(workspace.home) if mark in path.read_text("utf-8", "replace")]
    since = min((path.stat().st_mtime for path in files), default=None)
    return Look(
        at,
        workspace.snapshots(at - _BACK),
        workspace.past_scans(),
        jobs.list(workspace.home, workspace, task="scan", live=False, limit=20),
        scan_schedules(workspace, at),
        _acceptances(workspace, at.astimezone().date()),
        workspace.broken_glass() if workspace.may(Permission.SEE_ACCESS) else (),
        {each.ident: each.name for each in workspace.member_list(ended=True)},
        workspace.needs_authority,
        workspace.instructions(),
        len(files),
        datetime.fromtimestamp(since, UTC) if since is not None else None,
        _tasks(workspace, at.astimezone().date()),
        frozenset(each.role for each in workspace.member_list()),
        workspace.contracts(),
        departures=tuple(workspace.departure_history().values()),
        devices=workspace.devices(),
        reviews=workspace.reviews(),
        campaigns=workspace.campaigns(),
        stale=_stale(workspace, at.astimezone().date()),
        holders=workspace.holders(),
        given=workspace.given(),
        log_stamps=workspace.log_stamps(),
        webhooks=workspace.webhooks() if workspace.may(Permission.SEE_SETTINGS) else (),
        not_taken=workspace.not_taken(),
        incidents=due_of_incidents(workspace, at),
        reports=missed(workspace, at.astimezone().date()),
        requests=_requests(workspace, at.astimezone().date()),
        unread=nothing_read(workspace),
        archives=archives_that_did_not_open(workspace),
    )


def _requests(workspace: Workspace, on: date) -> tuple[tuple[str, date], ...]:
    """Requests that are open and have a day."""
    if not workspace.may(Permission.HANDLE_REQUESTS):
        return ()
    lines = list_requests(workspace, on, ended=False)
    return tuple(
        (each.request.ident, each.due.on) for each in lines if each.due is not None and each.due.on is not None
    )


def _tasks(workspace: Workspace, on: date) -> tuple[TaskLine, ...]:
    """Tasks that are overdue or due soon."""
    return workspace.task_list(overdue_on=on + timedelta(days=SOON + 1)).tasks


def _stale(workspace: Workspace, on: date) -> tuple[dict[str, Any], ...]:
    """As the table says that was made last."""
    page = workspace.status_page(on)
    return tuple(page.content.get("stale", ())) if page is not None else ()


def _acceptances(workspace: Workspace, on: date) -> Counter[date]:
    return Counter(workspace.ended_acceptances(on, on - _BACK))


# --- when


def look_where_due(home: Path, at: datetime | None = None) -> int:
    """Put a look aside in each organisation where something changed, or that nobody looked at for an hour; how many."""
    from django.db.models import Max

    from bailee.store.models import Checkpoint, Job, Member, Organisation
    from bailee.store.work.rows import entered_all

    moment = at or now()
    due: list[tuple[str, str]] = []
    with entered_all(home) as alias:
        there: Any = {row.pk: row.ident for row in Organisation.objects.using(alias).all() if row.wrapped_keys}
        sizes = dict(Checkpoint.objects.using(alias).values_list("organisation_id").annotate(Max("size")).order_by())
        last: dict[int, Any] = {}
        for row in Job.objects.using(alias).filter(task=TASK).order_by("pk"):
            last[row.organisation_id] = row
        lookers = _lookers(Member.objects.using(alias).defer("name").order_by("pk"))
        for number, ident in there.items():
            job = last.get(number)
            if number not in lookers or (job is not None and job.ended_at is None):
                continue
            changed = job is None or job.result.get("size") != sizes.get(number, 0)
            if job is None or moment - job.created_at >= max(
                _AFTER_CHANGE if changed else EVERY, _PATIENCE * _took(job)
            ):
                due.append((ident, lookers[number]))
    for ident, by in due:
        jobs.defer(home, TASK, ident, key=TASK, by=by)
    return len(due)


def _took(job: Any) -> timedelta:
    """How long the last look took: one that makes a large table anew is not begun again each minute."""
    return job.ended_at - job.started_at if job.started_at is not None and job.ended_at is not None else timedelta()


def _lookers(members: Any) -> dict[int, str]:
    """As whom each organisation is looked at: who may see most there, an owner first. Nobody, where nobody reaches it."""
    found: dict[int, tuple[int, str]] = {}
    for row in members:
        role = role_of(row.role)
        if not is_standing(row.ended_at, row.until) or not all(may(role, each) for each in _NEEDED):
            continue
        rank = _rank(role)
        if row.organisation_id not in found or rank < found[row.organisation_id][0]:
            found[row.organisation_id] = (rank, row.ident)
    return {number: ident for number, (_, ident) in found.items()}


def _rank(role: Role) -> int:
    if role in (Role.CLIENT_OWNER, Role.PROVIDER_OWNER):
        return 0
    return 1 if may(role, Permission.SEE_ACCESS) else 2


def newest_size(workspace: Workspace) -> int:
    """How long the log is: what a look stands on."""
    return workspace.log_size()

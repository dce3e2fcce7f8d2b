"""Look for what people should know: after each scan, after other changes, and once an hour.

    look_for_alerts(workspace)              # raises and settles; idents of what is new
    tell(workspace, server, address)        # mails: at most one a day to each, severe ones at once
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
from bailee.operations.schedule_scan import scan_schedules
from bailee.operations.show_status import take_snapshot
from bailee.permissions import Permission, Role, may, role_of
from bailee.store import jobs, mail
from bailee.store.rows.alerts import Alert, ByMail, Reader
from bailee.store.rows.base import is_standing, now
from bailee.store.sign_in_rows import email_of
from bailee.store.workspace import Workspace
from bailee.vocabulary import Severity

TASK = "alerts"
EVERY = timedelta(hours=1)
_AFTER_CHANGE = timedelta(minutes=1)
_PATIENCE = 20  # a look takes a twentieth of a worker's time at most
_BACK = timedelta(days=90)  # how far a look goes back
_DAY = timedelta(hours=23, minutes=30)
_MOST = 20  # alerts of one mail
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
    )


def _acceptances(workspace: Workspace, on: date) -> Counter[date]:
    return Counter(workspace.ended_acceptances(on, on - _BACK))


# --- by mail


def tell(workspace: Workspace, server: mail.Server | None, address: str, at: datetime | None = None) -> int:
    """Put mails aside for those who want them and were not told yet; how many. Without a mail server nobody is told."""
    if server is None:
        return 0
    moment = at or now()
    open_ = [each for each in workspace.alerts() if each.is_open]
    sent = 0
    for reader in workspace.alert_readers():
        news = sorted((each for each in open_ if each.number > reader.told_until), key=lambda each: each.number)
        if not is_due(reader, news, moment):
            continue
        wanted = [each for each in news if reader.mail is ByMail.DAILY or each.severity is Severity.SEVERE]
        recipient = email_of(workspace.home, reader.account)
        if not recipient:
            continue
        subject, text = letter(workspace.organisation, workspace.organisation_name, wanted, address)
        with workspace.telling():
            mail.put(workspace, recipient, subject, text)
            workspace.note_told(reader.number, max(each.number for each in news))
        sent += 1
    return sent


def is_due(reader: Reader, news: list[Alert], at: datetime) -> bool:
    """Whether this reader gets a mail now.

    >>> from bailee.permissions import Role
    >>> at = datetime(2026, 11, 25, 9, tzinfo=UTC)
    >>> pat = Reader(1, "pat", "a1", Role.CLIENT_OWNER, ByMail.DAILY, False, 0, at - timedelta(hours=3))
    >>> usual = Alert("a", "schedule-missed", "", Severity.MEDIUM, "", "", "", "", (), "", at)
    >>> severe = Alert("b", "glass-broken", "", Severity.SEVERE, "", "", "", "", (), "", at)
    >>> is_due(pat, [usual], at), is_due(pat, [usual], at + timedelta(days=1)), is_due(pat, [severe], at)
    (False, True, True)
    """
    if not news or reader.mail is ByMail.PAGE:
        return False
    if any(each.severity is Severity.SEVERE for each in news):
        return True
    return reader.mail is ByMail.DAILY and (reader.told_at is None or at - reader.told_at >= _DAY)


def letter(organisation: str, name: str, alerts: list[Alert], address: str) -> tuple[str, str]:
    """Subject and text: what, why and what next, and a link; no value and no path stands in an alert."""
    worst = sorted(alerts, key=lambda each: (each.severity is not Severity.SEVERE, each.number))
    subject = f"{name}: {worst[0].title}" if len(worst) == 1 else f"{name}: {len(worst)} alerts, first {worst[0].title}"
    lines = [f"{name}", ""]
    for each in worst[:_MOST]:
        lines += [f"- {each.title}", f"  {each.why}", f"  Next: {each.next}", ""]
    if len(worst) > _MOST:
        lines += [f"… and {len(worst) - _MOST} more.", ""]
    if address:
        lines += [f"All of them, and how you hear of them: {address.rstrip('/')}/o/{organisation}/alerts/", ""]
    lines.append(
        "An alert settles itself when its cause is gone. You get at most one of these a day, severe ones at once."
    )
    return subject, "\n".join(lines) + "\n"


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

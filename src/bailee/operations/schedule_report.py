"""Reports that are made again: when a week, a month or a quarter is over, kept, and mailed to those who want it.

    schedule_report(workspace, "quarterly-review", "quarter", forms=("pdf", "pptx"), recipients=("owner@client.example",))
    make_due_reports(workspace)         # a worker does it; doing it again does nothing

What is due follows from what was kept: a time that is over and has no report of the schedule. After a pause only the newest
time is made, not each that was missed.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from bailee.errors import Error, InvalidInput, NotAllowed
from bailee.operations.gather_report import letterhead_of
from bailee.operations.make_report import Made, make_report, may_have
from bailee.permissions import Permission
from bailee.reports import papers
from bailee.reports.material import Period, day
from bailee.store import jobs
from bailee.store.mail import Letter, is_address, put_all
from bailee.store.rows.base import now
from bailee.store.rows.reported import Schedule
from bailee.store.workspace import Workspace

TASK = "reports"
EVERY = ("week", "month", "quarter")
MOST = 20  # addresses of one schedule
AGAIN = timedelta(hours=1)  # after one could not be made
MAILED = 7_000_000  # bytes of a file that goes by mail: servers take some ten, a third more as text


def last_whole(every: str, today: date) -> Period:
    """The newest time of this length that is over.

    >>> last_whole("quarter", date(2026, 11, 26)).words, last_whole("month", date(2026, 1, 1)).words
    ('1 Jul 2026 to 30 Sep 2026', '1 Dec 2025 to 31 Dec 2025')
    >>> last_whole("week", date(2026, 11, 26)).words
    '16 Nov 2026 to 22 Nov 2026'
    """
    if every == "week":
        monday = today - timedelta(days=today.weekday())
        return Period(monday - timedelta(days=7), monday - timedelta(days=1))
    months = 3 if every == "quarter" else 1
    first = date(today.year, today.month - (today.month - 1) % months, 1)
    before = first.year * 12 + first.month - 1 - months
    return Period(date(before // 12, before % 12 + 1, 1), first - timedelta(days=1))


def schedule_report(
    workspace: Workspace, kind: str, every: str, *, forms: Sequence[str] = ("pdf",), recipients: Sequence[str] = ()
) -> str:
    """From now on; its ident. InvalidInput names what makes no sense."""
    if not may_have(workspace, kind):
        raise NotAllowed("this report is not open to you", hint="ask one of the organisation's owners")
    if every not in EVERY:
        raise InvalidInput("a report is made each week, month or quarter", hint=", ".join(EVERY))
    wanted = tuple(dict.fromkeys(form.strip().lower() for form in forms))
    if not wanted or any(form not in papers.FORMS for form in wanted):
        raise InvalidInput("a report is made in forms that are known", hint=", ".join(papers.FORMS))
    to = tuple(dict.fromkeys(address.strip() for address in recipients if address.strip()))
    if len(to) > MOST:
        raise InvalidInput(
            "so many addresses are a mailing list", hint=f"{MOST} at most; a list of your own has one address"
        )
    if wrong := [address for address in to if not is_address(address)]:
        raise InvalidInput(f"{len(wrong)} of the addresses is none", hint="such as owner@client.example, one a line")
    ident = f"schedule-{secrets.token_hex(4)}"
    with workspace.transaction(Permission.CHANGE_SETTINGS):
        workspace.save_report_schedule(ident, kind, every, wanted, to)
        workspace.record(
            "report-scheduled", ident, {"kind": kind, "every": every, "forms": list(wanted), "recipients": len(to)}
        )
    return ident


def schedules(workspace: Workspace) -> tuple[Schedule, ...]:
    """Those that stand, of reports that are this member's to have."""
    workspace.require(Permission.SEE_TABLE)
    return tuple(
        each for each in workspace.report_schedules() if each.kind in papers.papers() and may_have(workspace, each.kind)
    )


def stop_schedule(workspace: Workspace, ident: str) -> None:
    """Make it no longer. InvalidInput where there is none."""
    found = next((each for each in schedules(workspace) if each.ident == ident), None)
    if found is None:
        raise InvalidInput("there is no such schedule", hint="`bailee report schedule` lists them")
    with workspace.transaction(Permission.CHANGE_SETTINGS):
        workspace.save_report_schedule(ident, found.kind, found.every, found.forms, found.recipients, withdrawn=True)
        workspace.record("report-schedule-ended", ident)


def is_due(every: str, asked_on: date, made_until: date | None, today: date) -> bool:
    """Whether a time is over that was running when it was asked for, or began later, and has no report yet.

    >>> is_due("quarter", date(2026, 9, 2), None, date(2026, 10, 1)), is_due("quarter", date(2026, 10, 2), None, date(2026, 11, 1))
    (True, False)
    >>> is_due("quarter", date(2026, 9, 2), date(2026, 9, 30), date(2026, 11, 1))
    False
    """
    over = last_whole(every, today).until
    return over >= asked_on and (made_until is None or made_until < over)


def due(workspace: Workspace, today: date) -> list[tuple[Schedule, Period]]:
    """What is to be made now: of each schedule the newest time that is over."""
    found = []
    for each in workspace.report_schedules():
        kept = workspace.kept_reports(schedule=each.ident, limit=1)
        if is_due(each.every, each.at.astimezone().date(), kept[0].until if kept else None, today):
            found.append((each, last_whole(each.every, today)))
    return found


@dataclass(frozen=True, slots=True)
class Missed:
    """A report of a time that is over, and that nobody made."""

    schedule: str
    title: str
    until: date


def missed(workspace: Workspace, today: date) -> tuple[Missed, ...]:
    """What was due and is not there."""
    return tuple(
        Missed(each.ident, papers.paper(each.kind).TITLE, period.until) for each, period in due(workspace, today)
    )


def make_due_reports(workspace: Workspace, today: date | None = None) -> int:
    """Make them, keep them, and put their mails aside; how many. One that cannot be made does not keep others back."""
    made = 0
    for schedule, period in due(workspace, today or now().astimezone().date()):
        try:
            _made_and_mailed(workspace, schedule, period)
        except Error:
            continue  # nothing was kept of that time, or it is not open to who asked for it: `bailee check` has the reason
        made += 1
    return made


def _made_and_mailed(workspace: Workspace, schedule: Schedule, period: Period) -> None:
    with workspace.transaction(Permission.EXPORT):  # made and mailed, or neither: a second worker finds it kept
        done = make_report(workspace, schedule.kind, period, forms=schedule.forms, schedule=schedule.ident)
        letters = [letter for address in schedule.recipients for letter in _letters(workspace, done, address)]
        if letters:
            put_all(workspace, letters)


def _letters(workspace: Workspace, made: Made, address: str) -> list[Letter]:
    """A message for each file: what is too big for mail is named, and not sent."""
    head = letterhead_of(workspace)
    title = papers.paper(made.kept.kind).TITLE
    told = made.kept.sealed["statement"]
    mailed = [file.form for file in made.kept.files if file.size <= MAILED]
    left = [file.form.upper() for file in made.kept.files if file.size > MAILED]
    subject = f"{workspace.organisation_name}: {title}, {day(made.kept.since)} to {day(made.kept.until)}"
    lines = [
        told["unreal"], "",
        f"{title} of {workspace.organisation_name}, {day(made.kept.since)} to {day(made.kept.until)}.", "",
        "It says what is held, what people were told, how it is secured, and what could not be read.",
        *([f"Too big for mail, so kept where it was made: {', '.join(left)}."] if left else []), "",
        f"Made by {head.provider}." if head.provider else "", head.closing, "",
        f"Kept as {made.kept.ident}, record {made.kept.record:,} of the log. To get no more of these, answer whoever sends them.",
    ]  # fmt: skip
    text = "\n".join(lines).strip() + "\n"
    return [Letter(address, subject, text, report=f"{made.kept.ident} {form}") for form in mailed] or [
        Letter(address, subject, text)
    ]


def look_where_reports_are_due(home: Path, at: datetime | None = None) -> int:
    """Put the making aside in each organisation where a report is due and nobody tried for an hour; how many."""
    from bailee.store.models import Job, KeptReport, Organisation, ReportSchedule
    from bailee.store.work.rows import entered_all

    moment, waiting = at or now(), []
    with entered_all(home) as alias:
        newest: dict[tuple[int, str], Any] = {}
        for row in ReportSchedule.objects.using(alias).defer("told").order_by("pk"):
            newest[row.organisation_id, row.ident] = row
        for (number, ident), row in newest.items():
            if row.withdrawn:
                continue
            made = KeptReport.objects.using(alias).filter(organisation_id=number, schedule=ident).order_by("-until")
            until = made.values_list("until", flat=True).first()
            if not is_due(row.every, row.at.astimezone().date(), until, moment.astimezone().date()):
                continue
            last = Job.objects.using(alias).filter(organisation_id=number, task=TASK).order_by("-pk").first()
            if last is not None and (last.ended_at is None or moment - last.created_at < AGAIN):
                continue
            ours = Organisation.objects.using(alias).filter(pk=number).first()
            if ours is not None and ours.wrapped_keys:
                waiting.append((ours.ident, row.by))
    for organisation, by in dict(waiting).items():
        jobs.defer(home, TASK, organisation, key=TASK, by=by)
    return len(waiting)

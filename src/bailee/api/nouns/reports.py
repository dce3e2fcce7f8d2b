"""Reports: which there are, as one would be made now, made by a worker and kept sealed, downloaded byte for byte, made again and again."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

import msgspec

from bailee.api.cursors import page
from bailee.api.interface import (
    Call,
    Content,
    Count,
    Endpoint,
    File,
    Paged,
    Request,
    Shape,
    Text,
    Word,
    decoded,
    shaped,
    shapes,
    there,
)
from bailee.api.nouns.work import Work, deferred
from bailee.api.problems import NOT_THERE, Problem
from bailee.errors import InvalidInput
from bailee.operations.choose_look import choose_look, look_of
from bailee.operations.gather_report import last_months
from bailee.operations.make_report import draft_report, may_have, period_of, read_report, reports, verify_report
from bailee.operations.schedule_report import schedule_report, schedules, stop_schedule
from bailee.permissions import Permission
from bailee.reports import papers
from bailee.reports.material import Period
from bailee.store import jobs

TASK = "report"
Form = Literal["pdf", "docx", "pptx", "xlsx", "html"]
Forms = Annotated[tuple[Form, ...], msgspec.Meta(min_length=1, max_length=5)]


class ReportKind(Shape, frozen=True, kw_only=True):
    ident: str
    title: str
    about: str


class ReportKinds(Shape, frozen=True, kw_only=True):
    """Those that are open to whoever asks."""

    items: tuple[ReportKind, ...]


class ReportDraft(Shape, frozen=True, kw_only=True):
    """As it would be made now, block by block; nothing is kept."""

    kind: str
    since: date
    until: date
    document: dict[str, Any]


class PeriodQuery(Request, frozen=True, kw_only=True):
    """The last three months where no days are named."""

    since: date | None = None
    until: date | None = None


class ReportFile(Shape, frozen=True, kw_only=True):
    form: str
    size: Count
    sha256: str


class Report(Shape, frozen=True, kw_only=True):
    """One that was made. `sealed`: the statement of it, and its seal."""

    ident: str
    kind: str
    since: date
    until: date
    schedule: str
    record: int
    by: str
    at: datetime
    files: tuple[ReportFile, ...]
    sealed: dict[str, Any]


class Reports(Shape, frozen=True, kw_only=True):
    items: tuple[Report, ...]
    total: Count
    next: str | None


class Make(Request, frozen=True, kw_only=True):
    kind: Word
    since: date | None = None
    until: date | None = None
    forms: Forms = ("pdf",)


class Checked(Request, frozen=True, kw_only=True):
    """A file that somebody holds."""

    content: Content


class Verified(Shape, frozen=True, kw_only=True):
    """`report` null: it is none of ours."""

    ok: bool
    report: str | None
    faults: tuple[str, ...]


class ScheduleShape(Shape, frozen=True, kw_only=True):
    ident: str
    kind: str
    every: str
    forms: tuple[str, ...]
    recipients: tuple[str, ...]
    by: str
    at: datetime


class Schedules(Shape, frozen=True, kw_only=True):
    items: tuple[ScheduleShape, ...]


class NewSchedule(Request, frozen=True, kw_only=True):
    kind: Word
    every: Literal["week", "month", "quarter"]
    forms: Forms = ("pdf",)
    recipients: Annotated[tuple[Text, ...], msgspec.Meta(max_length=100)] = ()


class Look(Shape, frozen=True, kw_only=True):
    """How reports look: the client's own over its provider's. `logo_size`: bytes of the logo as it is kept."""

    name: str
    accent: str
    closing: str
    has_logo: bool
    logo_size: Count


class NewLook(Request, frozen=True, kw_only=True):
    """What is not named stays. `logo`: PNG or JPEG, never SVG; `no_logo` takes it away."""

    name: Text | None = None
    accent: Text | None = None
    closing: Text | None = None
    logo: Content | None = None
    no_logo: bool = False
    clear: bool = False


def kinds(call: Call) -> ReportKinds:
    own = [each for each in papers.papers() if may_have(call.workspace, each)]
    found = [ReportKind(ident=each, title=papers.paper(each).TITLE, about=papers.paper(each).ABOUT) for each in own]
    return ReportKinds(items=tuple(found))


def _kind(call: Call, kind: str) -> str:
    if kind not in papers.papers():
        raise InvalidInput("there is no such report", hint="GET report-kinds lists those that are open to you")
    if not may_have(call.workspace, kind):
        raise Problem("not-allowed", "This report is not open to you.", "ask one of the organisation's owners")
    return kind


def _period(call: Call, since: date | None, until: date | None) -> Period:
    period = period_of(since, until, last_months(until or call.today))
    if period.until < period.since:
        raise InvalidInput("the last day is before the first one", hint="change one of the two")
    if period.until > call.today:
        raise InvalidInput("the last day has not come yet", hint=f"{call.today.isoformat()} is the latest")
    return period


def drafted(call: Call) -> ReportDraft:
    if call.path["reportkind"] not in papers.papers():
        raise NOT_THERE
    kind = _kind(call, call.path["reportkind"])
    period = _period(call, call.query.since, call.query.until)
    document = draft_report(call.workspace, kind, period)
    told: dict[str, Any] = msgspec.to_builtins(document.as_data(), enc_hook=lambda value: None)
    return ReportDraft(kind=kind, since=period.since, until=period.until, document=told)


def made(call: Call) -> Work:
    wanted: Make = call.body
    kind, period = _kind(call, wanted.kind), _period(call, wanted.since, wanted.until)
    forms = "-".join(dict.fromkeys(wanted.forms))
    told: dict[str, str | int] = {
        "kind": kind, "since": period.since.toordinal(), "until": period.until.toordinal(), "forms": forms,
    }  # fmt: skip
    workspace = call.workspace
    return deferred(call, jobs.defer(call.home, TASK, workspace.organisation, told, by=workspace.member, lane=TASK))


def listing(call: Call) -> Reports:
    return page(call, reports(call.workspace, limit=100_000), Reports, Report)


def one(call: Call) -> Report:
    for kept in reports(call.workspace, limit=100_000):
        if kept.ident == call.path["report"]:
            return shaped(kept, Report)
    raise NOT_THERE


def file(call: Call) -> File:
    form = call.path["reportform"]
    with there():
        kept, content = read_report(call.workspace, call.path["report"], form)
    return File(f"{call.workspace.organisation}-{kept.ident}.{form}", papers.FORMS[form], content)


def verified(call: Call) -> Verified:
    kept, faults = verify_report(call.workspace, decoded(call.body.content))
    return Verified(ok=kept is not None and not faults, report=kept.ident if kept else None, faults=tuple(faults))


def scheduled(call: Call) -> Schedules:
    return Schedules(items=shapes(schedules(call.workspace), ScheduleShape))


def schedule(call: Call) -> Schedules:
    wanted: NewSchedule = call.body
    schedule_report(
        call.workspace, _kind(call, wanted.kind), wanted.every, forms=wanted.forms, recipients=wanted.recipients
    )
    return scheduled(call)


def stopped(call: Call) -> None:
    if call.path["reportschedule"] not in {each.ident for each in schedules(call.workspace)}:
        raise NOT_THERE
    stop_schedule(call.workspace, call.path["reportschedule"])


def look(call: Call) -> Look:
    brand = look_of(call.workspace)
    return Look(
        name=brand.name,
        accent=brand.accent,
        closing=brand.closing,
        has_logo=bool(brand.logo),
        logo_size=len(brand.logo),
    )


def looked(call: Call) -> Look:
    wanted: NewLook = call.body
    logo = b"" if wanted.no_logo else decoded(wanted.logo, "logo") if wanted.logo else None
    choose_look(
        call.workspace, name=wanted.name, logo=logo, accent=wanted.accent, closing=wanted.closing, clear=wanted.clear
    )
    return look(call)


_SEE, _TAKE, _CHOOSE = Permission.SEE_TABLE, Permission.EXPORT, Permission.CHANGE_SETTINGS
ENDPOINTS = (
    Endpoint("GET", "report-kinds", "list_report_kinds", "Reports that are open to you", kinds, _SEE, ReportKinds),
    Endpoint("GET", "report-kinds/{reportkind}/draft", "draft_report", "A report as it would be made now; nothing is kept", drafted, _SEE, ReportDraft, query=PeriodQuery),
    Endpoint("GET", "reports", "list_reports", "Reports that were made, newest first", listing, _SEE, Reports, query=Paged),
    Endpoint("POST", "reports", "make_report", "Have a report made, by a worker", made, _TAKE, Work, body=Make, status=202),
    Endpoint("GET", "reports/{report}", "show_report", "One that was made: its files, digests and seal", one, _SEE, Report),
    Endpoint("GET", "reports/{report}/{reportform}", "download_report", "A file, byte for byte as it was made", file, _TAKE, File, media=tuple(papers.FORMS.values())),
    Endpoint("POST", "report-checks", "verify_report", "Whether a file is a report of ours, as it was made", verified, _TAKE, Verified, body=Checked),
    Endpoint("GET", "report-schedules", "list_report_schedules", "Reports that are made again and again", scheduled, _SEE, Schedules),
    Endpoint("POST", "report-schedules", "schedule_report", "Have one made each week, month or quarter, and mailed", schedule, _CHOOSE, Schedules, body=NewSchedule, status=201),
    Endpoint("DELETE", "report-schedules/{reportschedule}", "stop_report_schedule", "It is made no longer", stopped, _CHOOSE, None),
    Endpoint("GET", "report-look", "show_report_look", "How reports look", look, _SEE, Look),
    Endpoint("POST", "report-look", "choose_report_look", "Choose how reports look", looked, _CHOOSE, Look, body=NewLook),
)  # fmt: skip

"""Reports that can be made, with a look at each before; those that were made, to be taken along."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect

from bailee.errors import Error, InvalidInput
from bailee.operations.gather_report import last_months
from bailee.operations.make_report import draft_report, may_have, period_of, read_report, reports
from bailee.operations.schedule_report import EVERY, schedules
from bailee.permissions import Permission
from bailee.reports import papers
from bailee.reports.material import Period
from bailee.store import jobs
from bailee.store.rows.base import now
from bailee.store.rows.reported import KeptReport
from bailee.store.workspace import Workspace
from bailee.web import answers, frame, typed
from bailee.web.reports.blocks import shown_blocks

TASK = "report"
_SHOWN = 50


def listing(request: HttpRequest, workspace: Workspace, error: str = "") -> HttpResponseBase:
    """What can be made, what was, and what is made again."""
    kinds = open_kinds(workspace)
    usual = last_months(today())
    made = reports(workspace, limit=_SHOWN)
    live = jobs.list(workspace.home, workspace, task=TASK, live=True)
    failed = [job for job in jobs.list(workspace.home, workspace, task=TASK, limit=1) if job.state == "failed"]
    may_make = workspace.may(Permission.EXPORT)
    return answers.page(
        request,
        "reports/list.html",
        status=422 if error else 200,
        kinds=[
            (each, papers.paper(each).TITLE, papers.paper(each).ABOUT, address("report-preview", workspace, each))
            for each in kinds
        ],
        choices=[(each, papers.paper(each).TITLE) for each in kinds],
        forms=[(form, form.upper()) for form in papers.FORMS],
        chosen=request.POST.getlist("form") or ["pdf"],
        kind=request.POST.get("kind", request.GET.get("kind", "")),
        since=request.POST.get("since", usual.since.isoformat()),
        until=request.POST.get("until", usual.until.isoformat()),
        error=error,
        made=[line(request, workspace, each) for each in made],
        waiting=len(live),
        failed=bool(failed) and not live,
        schedules=[
            (each, papers.paper(each.kind).TITLE, address("report-schedule-stop", workspace, each.ident))
            for each in schedules(workspace)
        ],
        every=[(each, f"each {each}, when it is over") for each in EVERY],
        may_make=may_make,
        may_choose=workspace.may(Permission.CHANGE_SETTINGS),
        make_address=address("report-make", workspace),
        look_address=address("report-look", workspace),
        schedules_address=address("report-schedules", workspace),
    )


def make(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Have one made in the background."""
    kind = request.POST.get("kind", "")
    try:
        if not kind or not may_have(workspace, kind):
            raise InvalidInput("choose a report", hint="those that are open to you stand in the list")
        forms = [form for form in papers.FORMS if form in request.POST.getlist("form")]
        if not forms:
            raise InvalidInput("choose a form", hint="PDF, for one")
        period = asked_period(request)
    except Error as fault:
        return listing(request, workspace, error=typed.plain(fault))
    told = {
        "kind": kind,
        "since": period.since.toordinal(),
        "until": period.until.toordinal(),
        "forms": "-".join(forms),
    }
    jobs.defer(workspace.home, TASK, workspace.organisation, told, by=workspace.member, lane=TASK)
    messages.success(
        request,
        f"{papers.paper(kind).TITLE} is being made, and stands below when it is there. You can close this page.",
    )
    return HttpResponseRedirect(address("reports", workspace), status=303)


def preview(request: HttpRequest, workspace: Workspace, kind: str) -> HttpResponseBase:
    """The report as it would be made now; nothing is kept."""
    if kind not in papers.papers():
        raise Http404
    if not may_have(workspace, kind):
        return answers.message(
            request, "Preview", "This report is not open to you: ask one of the organisation's owners.", status=403
        )
    document = draft_report(workspace, kind, last_months(today()))
    return answers.page(
        request,
        "reports/preview.html",
        document=document,
        what=papers.paper(kind).TITLE,
        blocks=shown_blocks(document.blocks),
        has_logo=bool(document.letterhead and document.letterhead.logo),
        logo_address=address("report-logo", workspace),
        back=address("reports", workspace),
    )


def one(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    """One that was made: its files, digests, seal and record."""
    kept = next((each for each in reports(workspace, limit=100_000) if each.ident == ident), None)
    if kept is None:
        raise Http404
    return answers.page(
        request,
        "reports/one.html",
        kept=line(request, workspace, kept),
        files=[
            (each.form.upper(), each.sha256, each.size, address("report-file", workspace, ident, each.form))
            for each in kept.files
        ],
        statement=kept.sealed["statement"],
        seal=kept.sealed["seal"],
        may_take=workspace.may(Permission.EXPORT),
        back=frame.here(request, "reports", workspace.organisation),
    )


def download(request: HttpRequest, workspace: Workspace, ident: str, form: str) -> HttpResponseBase:
    """A file, byte for byte as it was made."""
    if form not in papers.FORMS:
        raise Http404
    try:
        kept, content = read_report(workspace, ident, form)
    except InvalidInput:
        raise Http404 from None
    answer = HttpResponse(content, content_type=papers.FORMS[form])
    answer["Content-Disposition"] = f'attachment; filename="{workspace.organisation}-{kept.ident}.{form}"'
    return answer


def open_kinds(workspace: Workspace) -> list[str]:
    """Reports that this member may have."""
    return [kind for kind in papers.papers() if may_have(workspace, kind)]


def line(request: HttpRequest, workspace: Workspace, kept: KeptReport) -> dict[str, Any]:
    """One that was made, for a row."""
    return {
        "ident": kept.ident,
        "title": papers.paper(kept.kind).TITLE,
        "words": Period(kept.since, kept.until).words,
        "at": kept.at,
        "record": kept.record,
        "by_schedule": bool(kept.schedule),
        "unreal": kept.sealed["statement"].get("unreal", ""),
        "size": sum(each.size for each in kept.files),
        "address": frame.here(request, "report", workspace.organisation, kept.ident),
        "files": [(each.form.upper(), address("report-file", workspace, kept.ident, each.form)) for each in kept.files],
    }


def asked_period(request: HttpRequest) -> Period:
    """The days that were typed. InvalidInput for what is no day, or makes no time."""
    days: list[date | None] = []
    for name in ("since", "until"):
        typed = request.POST.get(name, "").strip()
        try:
            days.append(date.fromisoformat(typed) if typed else None)
        except ValueError:
            raise InvalidInput(
                "write a day as 2026-09-30", hint="or leave it empty: then it is the last three months"
            ) from None
    period = period_of(days[0], days[1], last_months(days[1] or today()))
    if period.until < period.since:
        raise InvalidInput("the last day is before the first one", hint="change one of the two")
    if period.until > today():
        raise InvalidInput("the last day has not come yet", hint=f"{today().isoformat()} is the latest")
    return period


def address(name: str, workspace: Workspace, *parts: str) -> str:
    return frame.address(name, workspace.organisation, *parts)


def today() -> date:
    return now().astimezone().date()

"""The register, and one incident: three answers, what is not known, days, places, tests of harm one by one, timeline."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from bailee.dates import to_the_minute
from bailee.errors import InvalidInput
from bailee.incidents.acts import KINDS, Incident
from bailee.incidents.clocks import zone_of
from bailee.incidents.held import figures, said
from bailee.incidents.paper import STANDS, day_words, mark_of, whom
from bailee.incidents.sheet import Line, Sheet, Standing
from bailee.operations.incident_sheet import incident_sheet, print_sheet
from bailee.operations.lost_people import home_of
from bailee.operations.printed_sheets import printed_sheets, read_sheet
from bailee.permissions import Permission
from bailee.store.workspace import Workspace
from bailee.tasks.calendars import Entry
from bailee.tasks.calendars import calendar as calendar_text
from bailee.vocabulary import Severity
from bailee.web import answers, frame
from bailee.web.incidents import drawing
from bailee.web.inventory.shared import cut

_HEADS = ("Ident", "Incident", "Kind", "Stands", "Discovered", "Reported", "What was lost", "How it ended")
_DRAWN = 14  # duties that the calendar draws; the table has all


def listing(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """All of them, open ones first; of those that are privileged and not open to the reader, number and days. A copy has none that is
    privileged."""
    seen = sorted(workspace.incidents(), key=lambda each: (not each.is_open, -each.reported_at.timestamp()))
    if request.GET.get("format") == "csv":
        rows = (_as_csv(each) for each in seen if not each.is_privileged)
        return answers.csv_file(f"{workspace.organisation} incidents.csv", _HEADS, rows)
    shown, pager = cut(
        request, [(each, True) for each in seen] + [(each, False) for each in workspace.privileged_incidents()]
    )
    return answers.page(
        request,
        "incidents/list.html",
        rows=shown,
        pager=pager,
        total=len(seen),
        open_count=sum(each.is_open and not each.is_drill for each in seen),
        kinds=KINDS,
        moment=_moment,
        address_of=lambda ident: frame.here(request, "incident", workspace.organisation, ident),
        report_address=frame.address("incident-report", workspace.organisation),
        may_report=workspace.may(Permission.DO_TASKS),
        may_export=workspace.may(Permission.EXPORT),
        look_address=frame.here(request, "incident-look", workspace.organisation),
    )


def _as_csv(each: Incident) -> tuple[object, ...]:
    discovered, reported = (
        moment.astimezone(zone_of(each.zone)).isoformat(timespec="minutes")
        for moment in (each.discovered_at, each.reported_at)
    )
    stands = f"{'open' if each.is_open else 'closed'}{', a drill' if each.is_drill else ''}"
    lost = each.target_name or each.target
    return (each.ident, each.title, KINDS.get(each.kind, each.kind), stands, discovered, reported, lost, each.outcome)


def one(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    """The sheet as of now, or of the day that is asked for."""
    return shown(request, workspace, ident)


def shown(
    request: HttpRequest, workspace: Workspace, ident: str, *, error: str = "", status: int = 200
) -> HttpResponse:
    """The page of one incident, with what was wrong in a form."""
    made = incident_sheet(workspace, ident)
    incident = made.incident
    open_lines = [each for each in made.lines if each.standing.is_open]
    following = next((number for number, each in enumerate(made.questions) if each.answer is None), len(made.questions))

    def address(name: str) -> str:
        return frame.address(name, workspace.organisation, ident)

    return answers.page(
        request,
        "incidents/one.html",
        status=status,
        error=error,
        places=[(row.code, row.name) for row in made.rows if row.code],
        following=following,
        open_lines=[(each.ident, _named(each, {row.code: row.name for row in made.rows})) for each in open_lines],
        mark=mark_of(incident),
        kind=KINDS.get(incident.kind, ""),
        late=[each for each in made.lines if each.is_late(made.made_at)],
        may_do=workspace.may(Permission.DO_TASKS) and incident.is_open,
        may_handle=workspace.may(Permission.HANDLE_REQUESTS),
        may_privilege=_may_privilege(workspace, incident),
        addresses={name: address(f"incident-{name}") for name in ("sheet", "say", "decide", "privilege", "letters", "forms", "calendar")},
        list_address=frame.here(request, "incidents", workspace.organisation),
        printed=[(each, frame.address("incident-printed", workspace.organisation, ident, each.number)) for each in printed_sheets(workspace, ident)],
        may_take=workspace.may(Permission.EXPORT),
        **of_sheet(workspace, made),
    )  # fmt: skip


def of_sheet(workspace: Workspace, made: Sheet) -> dict[str, Any]:
    """What stands on every page of a sheet: answers, days, places."""
    incident, home = made.incident, home_of(workspace)
    drawn = [each for each in made.lines if each.standing.is_open]
    scale = drawing.scale_of(
        drawn[:_DRAWN], incident.clock_start.date(), drawing.today_in(made.made_at, incident.clock_start)
    )
    return {
        "sheet": made, "incident": incident, "lost": made.lost, "encryption": made.encryption, "head": drawing.head(scale),
        "drawn": [(each, drawing.row(scale, each, home)) for each in drawn[:_DRAWN]], "undrawn": max(len(drawn) - _DRAWN, 0),
        "names": {row.code: row.name for row in made.rows},
        "rows": [(row, row.main, [each for each in row.lines if each.to not in ("people", "owner") and each.standing is not Standing.BELOW]) for row in made.rows],
        "lines": made.lines, "stands": STANDS, "whom": whom, "by": day_words, "figures": figures, "people_words": said,
        "moment": lambda at: _moment(at, incident),
        "log_address": frame.address("evidence", workspace.organisation) if workspace.may(Permission.SEE_EVIDENCE) else "",
    }  # fmt: skip


def _named(line: Line, names: dict[str, str]) -> str:
    """A duty in a list to choose from."""
    place = f", {names.get(line.place, line.place)}" if line.place and line.to != "media" else ""
    return f"{whom(line)}{place} ({line.short})"[:160]


def _may_privilege(workspace: Workspace, incident: Incident) -> bool:
    if incident.is_privileged:
        return workspace.may(Permission.REVIEW)
    return workspace.may(Permission.REVIEW) or (workspace.may(Permission.RECORD_REVIEW) and workspace.sees_privileged)


def sheet(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    """The sheet as PDF; it is kept as it was."""
    answer = HttpResponse(print_sheet(workspace, ident), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="incident-{ident}.pdf"'
    return answer


def printed(request: HttpRequest, workspace: Workspace, ident: str, number: int) -> HttpResponseBase:
    """A sheet that was printed, as it was then."""
    try:
        kept, content = read_sheet(workspace, ident, number)
    except InvalidInput:
        raise Http404 from None
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="incident-{ident}-sheet-{kept.number}.pdf"'
    return answer


def calendar(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    """Its deadlines for a calendar of one's own (RFC 5545)."""
    made = incident_sheet(workspace, ident)
    text = calendar_text(
        f"incident {ident}", workspace.organisation, [_entry(made, each) for each in made.open_lines if each.deadline]
    )
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="incident-{ident}.ics"'
    return answer


def _entry(made: Sheet, line: Line) -> Entry:
    drill = "DRILL: " if made.incident.is_drill else ""
    return Entry(
        f"incident-{made.incident.ident}-{line.ident}".replace(" ", "-").lower(), f"{drill}Tell {whom(line)}", "open", Severity.HIGH,
        line.day, line.words, "who told them, when and how", line.citation, made.made_at,
    )  # fmt: skip


def _moment(at: datetime, incident: Incident) -> str:
    here = at.astimezone(zone_of(incident.zone))
    return to_the_minute(here)


def context_of(incident: Incident) -> dict[str, Any]:
    """What every page of an incident shows above its content."""
    return {"incident": incident, "mark": mark_of(incident), "kind": KINDS.get(incident.kind, "")}

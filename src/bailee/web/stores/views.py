"""Data stores, sites, places that nobody connected, and the sealed statement of coverage."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect

from bailee.errors import InvalidInput
from bailee.obligations.load import place_codes, place_name
from bailee.operations.list_stores import StoreLine, list_stores
from bailee.operations.search_places import leave_place
from bailee.permissions import Permission
from bailee.rendering import pdf
from bailee.reports.coverage import document, isolation_line, line, seal_line
from bailee.reports.words import REMEDIES, cause
from bailee.store.rows.base import now
from bailee.store.workspace import Workspace
from bailee.vocabulary import Reason
from bailee.web import answers, frame, typed
from bailee.web.jinja import with_query
from bailee.web.visits import moment_of, one_look

_HEADS = (
    "Data store",
    "Place",
    "Site",
    "Files",
    "Read",
    "Partly",
    "Not read",
    "Findings",
    "Kinds, worst first",
    "Last scan",
)


@one_look
def stores(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Every store, the worst first; those that nobody connected, with what to do."""
    moment = moment_of(request)
    lines = list_stores(workspace, moment)
    if request.GET.get("format") == "csv":
        return answers.csv_file(f"{workspace.organisation} stores.csv", _HEADS, map(_as_csv, lines))
    sought = workspace.sought_places() if moment is None else ()  # what a look found is of now
    findings = frame.here(request, "findings", workspace.organisation)
    return answers.page(
        request,
        "stores/list.html",
        lines=[(each, with_query(findings, store=each.name)) for each in lines],
        sites=workspace.sites() if moment is None else (),
        devices=[(each, each.is_silent(now())) for each in workspace.devices()] if moment is None else (),
        standing=[("", "none"), *((each.name, each.name) for each in workspace.sites())],
        is_past=moment is not None,
        places=[(place.name, place.name) for place in workspace.places()],
        jurisdictions=[("", "not said"), *((code, f"{place_name(code)} ({code})") for code in sorted(place_codes()))],
        not_connected=[each for each in sought if each.is_open],
        left_out=[each for each in sought if each.left_reason],
        may_manage=workspace.may(Permission.MANAGE_STORES),
        may_scan=workspace.may(Permission.SCAN),
        may_export=workspace.may(Permission.EXPORT),
        sites_address=frame.address("stores-sites", workspace.organisation),
        devices_address=frame.address("stores-devices", workspace.organisation),
        leave_address=frame.address("stores-leave", workspace.organisation),
        scan_address=frame.address("scan-start", workspace.organisation),
        coverage_address=frame.address("coverage", workspace.organisation),
    )


def add_site(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """A new site; the places that are ticked belong to it."""
    try:
        with workspace.transaction(Permission.MANAGE_STORES):
            site = workspace.add_site(
                request.POST.get("name", ""),
                jurisdiction=request.POST.get("jurisdiction", ""),
                time_zone=request.POST.get("time_zone", "").strip(),
            )
            for place in request.POST.getlist("place")[:1_000]:
                workspace.place_at(place, site)
    except InvalidInput as fault:
        messages.error(request, typed.plain(fault))
    else:
        messages.success(request, "The site is added.")
    return HttpResponseRedirect(frame.address("stores", workspace.organisation), status=303)


def keep_device(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Where a machine stands, and after how many days without it somebody is told; or that it is gone."""
    device, days = request.POST.get("device", "")[:100], request.POST.get("days", "").strip()
    try:
        if request.POST.get("act") == "retire":
            workspace.retire_device(device)
        elif not days.isdecimal() or len(days) > 3:
            raise InvalidInput("That is no number of days.", hint="0 is never")
        else:
            workspace.keep_device(device, site=request.POST.get("site", "")[:200], silent_days=int(days))
    except InvalidInput as fault:
        messages.error(request, typed.plain(fault))
    else:
        messages.success(request, "Kept.")
    return HttpResponseRedirect(f"{frame.address('stores', workspace.organisation)}#devices", status=303)


def leave(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Say why a place that was found need not be scanned; without a reason that is taken back."""
    try:
        leave_place(workspace, request.POST.get("place", "")[:4_000], request.POST.get("reason", "")[:500])
    except InvalidInput as fault:
        messages.error(request, typed.plain(fault))
    else:
        messages.success(request, "Noted; every statement of coverage says it.")
    return HttpResponseRedirect(frame.address("stores", workspace.organisation), status=303)


@one_look
def coverage(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """The newest sealed statement: as a page, as CSV, as the JSON that can be verified, as PDF."""
    moment = moment_of(request)
    sealed = workspace.coverage_statement() if moment is None else workspace.coverage_on(moment)
    if sealed is None:
        return answers.page(request, "stores/coverage.html", made=None, scan_address=_scan_address(workspace))
    made = sealed["statement"]
    form = request.GET.get("format", "")
    name = f"{workspace.organisation} coverage"
    if form in ("json", "pdf") and workspace.may(Permission.EXPORT):
        workspace.note_access("coverage", export=True)
        return _file(sealed, f"{name}.{form}")
    if form == "csv":
        heads = ("Data store", "Outcome", "Cause", "Files", "Bytes")
        return answers.csv_file(f"{name}.csv", heads, _rows(made))
    return answers.page(
        request,
        "stores/coverage.html",
        made=made,
        said=[each for each in (line(made), isolation_line(made), seal_line(sealed)) if each],
        causes=_causes(made),
        stores=[_store(each) for each in made["stores"]],
        files=_files(made),
        made_at=datetime.fromisoformat(made["made_at"]),
        may_export=workspace.may(Permission.EXPORT),
        scan_address=_scan_address(workspace),
        stores_address=frame.here(request, "stores", workspace.organisation),
    )


def _scan_address(workspace: Workspace) -> str:
    return frame.address("scan-start", workspace.organisation) if workspace.may(Permission.SCAN) else ""


def _file(sealed: dict[str, Any], name: str) -> HttpResponse:
    if name.endswith(".json"):
        content, sort = (json.dumps(sealed, ensure_ascii=False, indent=1) + "\n").encode(), "application/json"
    else:
        on = datetime.fromisoformat(sealed["statement"]["made_at"]).date()
        content, sort = pdf.render(document(sealed, on)), "application/pdf"
    answer = HttpResponse(content, content_type=sort)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _files(made: dict[str, Any]) -> dict[str, int]:
    partly = sum(row["items"] for row in made["looked_at_in_part"].values())
    left = sum(row["items"] for row in made["not_looked_at"].values())
    looked = made["looked_at"]["items"]
    return {"looked": looked, "partly": partly, "left": left, "all": looked + partly + left}


def _causes(made: dict[str, Any]) -> list[tuple[str, str, int, int, str]]:
    """(cause, in part or not, files, bytes, what would read them), most first."""
    rows = [
        (cause(Reason(reason)), words, row["items"], row["bytes"], REMEDIES[Reason(reason)])
        for key, words in (("not_looked_at", "not read"), ("looked_at_in_part", "in part"))
        for reason, row in made[key].items()
    ]
    return sorted(rows, key=lambda row: -row[2])


def _store(told: dict[str, Any]) -> dict[str, Any]:
    partly = sum(row["items"] for row in told["partly"].values())
    left = sum(row["items"] for row in told["not"].values())
    why = [
        f"{row['items']:,} {cause(Reason(reason))}" for part in ("not", "partly") for reason, row in told[part].items()
    ]
    looked = told["looked_at"]["items"]
    return {
        "name": told["store"],
        "looked": looked,
        "partly": partly,
        "left": left,
        "all": looked + partly + left,
        "why": ", ".join(why),
    }


def _rows(made: dict[str, Any]) -> Iterable[tuple[object, ...]]:
    for told in made["stores"]:
        yield (told["store"], "looked at", "", told["looked_at"]["items"], told["looked_at"]["bytes"])
        for part, words in (("partly", "in part"), ("not", "not")):
            for reason, row in told[part].items():
                yield (told["store"], words, cause(Reason(reason)), row["items"], row["bytes"])


def _as_csv(each: StoreLine) -> tuple[object, ...]:
    told = each.coverage
    scanned = each.scanned_at.isoformat(timespec="minutes") if each.scanned_at else ""
    kinds = ", ".join(each.worst)
    return (
        each.name,
        each.place,
        each.site,
        each.files,
        told.read,
        told.partly,
        told.skipped,
        each.findings,
        kinds,
        scanned,
    )

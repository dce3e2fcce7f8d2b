"""A scan that was: what it read, what it left and what would read it, what is different from one before."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase

from bailee.errors import InvalidInput
from bailee.operations.scan_history import (
    compare_scans,
    compare_with_last,
    differing_findings,
    how_it_ended,
    scan_history,
)
from bailee.permissions import Permission
from bailee.reports.words import REMEDIES, cause
from bailee.store.rows.compared import DifferingFinding
from bailee.store.workspace import Workspace
from bailee.vocabulary import DATA_CATEGORIES, Reason
from bailee.web import answers, frame, words

_LISTED = 100
_WHATS = ("new", "gone", "changed")


def one(request: HttpRequest, workspace: Workspace, scan: int) -> HttpResponseBase:
    """One scan; `?before=12` compares it with another, `?what=new` lists the findings."""
    history = scan_history(workspace)
    told = next((each for each in history if each.ident == scan), None)
    if told is None:
        raise Http404
    others = [each for each in history if each.ident < scan and each.state == "finished"]
    comparison, what = None, request.GET.get("what", "")
    listed: tuple[DifferingFinding, ...] = ()
    if workspace.may(Permission.SEE_FINDINGS) and told.state != "running":
        comparison = _compared(request, workspace, scan)
        if comparison is not None and what in _WHATS:
            listed = differing_findings(workspace, comparison.before, scan, what, limit=_LISTED)
            if request.GET.get("format") == "csv":
                rows = (
                    (each.what, _label(each.category), each.store, " / ".join(each.locator.segments), each.ident)
                    for each in differing_findings(workspace, comparison.before, scan, what, limit=100_000)
                )
                heads = ("What", "Kind", "Store", "Where", "Ident")
                return answers.csv_file(f"{workspace.organisation} scan {scan} {what}.csv", heads, rows)
    return answers.page(
        request,
        "scans/past.html",
        scan=told,
        by=next((each.name for each in workspace.member_list(ended=True) if each.ident == told.by), told.by),
        ended=how_it_ended(told),
        colour="green" if told.state == "finished" else "unknown" if told.state == "running" else "amber",
        causes=_causes(workspace, scan, history[0].ident),
        others=[(str(each.ident), words.when(each.started_at)) for each in others[:50]],
        comparison=comparison,
        compared_at=next((each.started_at for each in others if comparison and each.ident == comparison.before), None),
        label=_label,
        listed=listed,
        what=what,
        address=frame.address("scans-past", workspace.organisation, scan),
        findings_address=frame.address("findings", workspace.organisation),
        coverage_address=frame.address("coverage", workspace.organisation),
        scans_address=frame.address("scans", workspace.organisation),
    )


def _compared(request: HttpRequest, workspace: Workspace, scan: int) -> Any:
    asked = request.GET.get("before", "")
    try:
        if asked.isascii() and asked.isdigit() and len(asked) < 19:
            return compare_scans(workspace, int(asked), scan)
        return compare_with_last(workspace, scan)
    except InvalidInput:
        return None


def _causes(workspace: Workspace, scan: int, newest: int) -> list[tuple[str, int, int, str]]:
    """What the newest scan left unread, by cause; an earlier one's files have been looked at again since."""
    if scan != newest:
        return []
    return [
        (cause(Reason(name)), items, size, REMEDIES[Reason(name)])
        for name, items, size in sorted(workspace.coverage().causes, key=lambda row: -row[1])
    ]


def _label(category: str) -> str:
    known = DATA_CATEGORIES.get(category)
    return known.label if known else category

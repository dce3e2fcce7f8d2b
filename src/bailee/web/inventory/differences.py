"""Where declared and found part ways: why, what could hide it, and what a person does about it here."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from bailee.errors import InvalidInput
from bailee.operations.settle_difference import (
    WHATS,
    DifferenceLine,
    accept_difference,
    declare_store,
    list_differences,
    reopen_difference,
    withdraw_declared,
)
from bailee.operations.show_status import show_status
from bailee.permissions import Permission
from bailee.reports.words import SUBJECTS, people
from bailee.store.workspace import Workspace
from bailee.web import answers, frame, typed, words
from bailee.web.inventory.shared import cut, views
from bailee.web.jinja import with_query

_HEADS = (
    "What",
    "About",
    "Differs",
    "Where",
    "Activities",
    "People",
    "Why",
    "What was not read",
    "Next step",
    "Accepted because",
)


def listing(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """GET: those that wait, or those that were accepted. POST: one act about one of them."""
    if request.method == "POST":
        return _acted(request, workspace)
    status = show_status(workspace)
    lines = list_differences(workspace, status)
    if request.GET.get("format") == "csv":
        return answers.csv_file(f"{workspace.organisation} differences.csv", _HEADS, map(_as_csv, lines))
    accepted = request.GET.get("show") == "accepted"
    waiting = [each for each in lines if each.is_open]
    here = frame.address("differences", workspace.organisation)
    shown, pager = cut(request, [each for each in lines if not each.is_open] if accepted else waiting)
    names = {each.ident: each.name for each in workspace.member_list(ended=True)}
    return answers.page(
        request,
        "inventory/differences.html",
        groups=[(what, words.sentence(said), [_row(each, names) for each in shown if each.difference.what == what]) for what, said in WHATS.items()],
        is_empty=not shown,
        accepted=accepted,
        pager=pager,
        counts=(len(waiting), len(lines) - len(waiting)),
        states=[
            ("To settle", here, len(waiting), not accepted),
            ("Accepted", with_query(here, show="accepted"), len(lines) - len(waiting), accepted),
        ],
        views=views(workspace, "differences", differences=len(waiting)),
        computed_at=status.at,
        is_current=status.is_current,
        may_declare=workspace.may(Permission.DECLARE),
        may_export=workspace.may(Permission.EXPORT),
        address=here,
        activity_address=frame.address("inventory-activity", workspace.organisation),
        findings_address=frame.address("findings", workspace.organisation) if workspace.may(Permission.SEE_FINDINGS) else "",
        coverage_address=frame.address("coverage", workspace.organisation) if workspace.may(Permission.SEE_STORES) else "",
    )  # fmt: skip


def _row(line: DifferenceLine, names: dict[str, str]) -> dict[str, object]:
    return {
        "line": line,
        "about": SUBJECTS[line.difference.subject],
        "people": people(line.people) if line.people.high else "",
        "by": names.get(line.answer.by, line.answer.by) if line.answer else "",
    }


def _acted(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    ident, act = request.POST.get("ident", ""), request.POST.get("act", "")
    try:
        if act == "accept":
            accept_difference(workspace, ident, request.POST.get("reason", ""))
            messages.success(request, "Accepted as it stands now. Found in another store later, it is open again.")
        elif act == "reopen":
            reopen_difference(workspace, ident)
            messages.success(request, "It waits again.")
        elif act == "withdraw":
            names = withdraw_declared(workspace, ident)
            messages.success(request, f"Corrected from today on: {', '.join(names)}.")
        elif act == "add-store":
            names = declare_store(workspace, ident)
            messages.success(request, f"Declared there, too, from today on: {', '.join(names)}.")
        else:
            messages.error(request, "Choose what to do.")
    except InvalidInput as fault:
        messages.error(request, typed.plain(fault))
    return HttpResponseRedirect(frame.address("differences", workspace.organisation), status=303)


def _as_csv(line: DifferenceLine) -> tuple[object, ...]:
    each = line.difference
    return (
        line.label, SUBJECTS[each.subject], WHATS[each.what], "; ".join(each.stores), "; ".join(each.activities),
        people(line.people) if line.people.high else "", line.why, line.hole, line.next, line.answer.reason if line.answer else "",
    )  # fmt: skip

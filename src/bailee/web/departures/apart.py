"""Where records belong that are kept apart: folders that were declared for them, and the form that declares one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from bailee.departures.moves import RECORDS
from bailee.errors import InvalidInput
from bailee.operations.declare_confidential import declare_confidential, withdraw_confidential
from bailee.permissions import Permission
from bailee.store.workspace import Workspace
from bailee.web import answers, frame, typed, words

_HEADS = ("Folder", "For", "Declared by", "Declared at")
WORDS = {
    "medical": (
        "Medical records",
        "With evaluations, health insurance, genetic data and, where no folder is declared for them, tests.",
    ),
    "drug-tests": ("Drug and alcohol tests", "Under transport rules they need a place of their own."),
    "background-checks": ("Background checks", ""),
    "i9": ("I-9 forms", "Apart from personnel files: advice, not a rule."),
}


def page(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """GET: the folders. POST: one more."""
    error, wrong = "", ""
    if request.method == "POST":
        try:
            kept = declare_confidential(workspace, request.POST.get("folder", ""), request.POST.getlist("records"))
        except InvalidInput as fault:
            error = typed.plain(fault)
            wrong = "f-records" if "records" in str(fault) else "f-folder"
        else:
            messages.success(
                request,
                f"{kept.label} is for {', '.join(_label(each) for each in kept.records)}. Moves name it from now on.",
            )
            return HttpResponseRedirect(frame.address("departures-apart", workspace.organisation), status=303)
    names = {each.ident: each.name for each in workspace.member_list(ended=True)}
    there = workspace.confidential_places()
    if request.GET.get("format") == "csv":
        rows = (
            (each.label, ", ".join(each.records), names.get(each.by, each.by), each.at.isoformat(timespec="minutes"))
            for each in there
        )
        return answers.csv_file(f"{workspace.organisation} confidential folders.csv", _HEADS, rows)
    return answers.page(
        request,
        "departures/apart.html",
        status=422 if error else 200,
        there=[(each, ", ".join(_label(sort) for sort in each.records), names.get(each.by, each.by)) for each in there],
        missing=[_label(sort) for sort in RECORDS if not any(sort in each.records for each in there)],
        choices=[(sort, *WORDS[sort]) for sort in RECORDS],
        given=request.POST.get("folder", ""),
        ticked=request.POST.getlist("records"),
        places=[place.name for place in workspace.places()][:6],
        error=error,
        wrong=wrong,
        may_declare=workspace.may(Permission.DECLARE),
        may_export=workspace.may(Permission.EXPORT),
        address=frame.address("departures-apart", workspace.organisation),
        withdraw_address=lambda ident: frame.address("departures-apart-withdraw", workspace.organisation, ident),
        back=frame.address("departures", workspace.organisation),
    )


def withdraw(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    """It is no such folder any more."""
    try:
        withdraw_confidential(workspace, ident)
    except InvalidInput as fault:
        messages.error(request, f"{words.sentence(str(fault))}.")
    else:
        messages.success(request, "Withdrawn. What lies there stays where it is.")
    return HttpResponseRedirect(frame.address("departures-apart", workspace.organisation), status=303)


def _label(sort: str) -> str:
    return WORDS[sort][0].lower() if sort != "i9" and sort in WORDS else WORDS.get(sort, (sort,))[0]

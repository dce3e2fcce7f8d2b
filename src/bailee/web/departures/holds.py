"""Legal holds: those that stand, those that were lifted, and the form that places one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from bailee.departures import Hold
from bailee.errors import InvalidInput
from bailee.operations.hold_data import hold_data, lift_hold
from bailee.operations.show_status import show_status
from bailee.permissions import Permission
from bailee.store import asking
from bailee.store.workspace import Workspace
from bailee.vocabulary import DATA_CATEGORIES
from bailee.web import answers, frame, typed

_HEADS = ("Ident", "Matter", "Why", "Who", "Keeps", "Since", "Lifted on")
_FIELDS = ("matter", "why", "who", "store", "category", "person", "email", "since")


def page(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """GET: the holds; the matter and whom one is about are told to whom the store tells them. POST: one more."""
    error, wrong = "", ""
    today = asking.today()
    given = {name: request.POST.get(name, "") for name in _FIELDS}
    if request.method == "POST":
        try:
            ident = hold_data(
                workspace,
                given["matter"],
                why=given["why"],
                who=given["who"],
                since=typed.day_or_none(given["since"]) or today,
                on=today,
                stores=[given["store"]] if given["store"] else [],
                categories=[given["category"]] if given["category"] else [],
                person=given["person"],
                email=given["email"],
            )
        except InvalidInput as fault:
            error, wrong = (
                typed.plain(fault),
                _field_of(str(fault)),
            )
        else:
            messages.success(request, f"{ident} stands. What it covers is kept, whatever a period says.")
            return _here(workspace)
    may_declare = workspace.may(Permission.DECLARE)
    holds = workspace.legal_holds(lifted=True)
    if request.GET.get("format") == "csv":
        rows = map(_as_csv, holds)
        return answers.csv_file(f"{workspace.organisation} legal holds.csv", _HEADS, rows)
    stores = sorted(
        {store for each in show_status(workspace).content.get("departures", ()) for store in each["stores"]}
    )
    return answers.page(
        request,
        "departures/holds.html",
        status=422 if error else 200,
        standing=[each for each in holds if each.is_standing(today)],
        lifted=[each for each in holds if each.lifted_on is not None],
        given=given if error else given | {"since": today.isoformat()},
        categories=[("", "Every category"), *((each.ident, each.label) for each in DATA_CATEGORIES.values())],
        stores=[("", "Every store"), *((store, store) for store in stores)],
        error=error,
        wrong=wrong,
        today=today.isoformat(),
        may_declare=may_declare,
        may_export=workspace.may(Permission.EXPORT),
        address=frame.address("departures-holds", workspace.organisation),
        lift_address=lambda ident: frame.address("departures-hold-lift", workspace.organisation, ident),
        back=frame.address("departures", workspace.organisation),
    )


def lift(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    """It need not be kept any more."""
    try:
        lift_hold(workspace, ident, why=request.POST.get("why", ""), on=asking.today())
    except InvalidInput as fault:
        messages.error(request, typed.plain(fault))
    else:
        messages.success(request, "Lifted. Periods count again from the next look on.")
    return _here(workspace)


def _here(workspace: Workspace) -> HttpResponseBase:
    return HttpResponseRedirect(frame.address("departures-holds", workspace.organisation), status=303)


def _as_csv(hold: Hold) -> tuple[object, ...]:
    return hold.ident, hold.matter or "on hold", hold.why, hold.who, hold.scope, hold.since, hold.lifted_on or ""


def _field_of(fault: str) -> str:
    for word, field in (
        ("matter", "f-matter"),
        ("why", "f-why"),
        ("who", "f-who"),
        ("store", "f-store"),
        ("day", "f-since"),
        ("come", "f-since"),
        ("nobody", "f-person"),
    ):
        if word in fault:
            return field
    return "f-matter"

"""The gate as a page: ask it, see who opened it by name, open it with a reason, take that back."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from bailee.errors import InvalidInput
from bailee.gates import Asked, Sort
from bailee.gates.laws import rooms
from bailee.obligations.load import place_name
from bailee.operations.ask_gate import ask_gate, end_override, laws_of, override_gate, person_asked, standing_overrides
from bailee.operations.know_reviews import places_in
from bailee.permissions import Permission
from bailee.store.rows.base import now
from bailee.store.workspace import Workspace
from bailee.web import answers, frame, typed, words
from bailee.web.inventory.shared import cut

_SORTS = [(each.value, words.sentence(each.value.replace("-", " "))) for each in Sort]


def ask(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """GET: what the gate says. POST: somebody opens it by name."""
    error, today = "", now().astimezone().date()
    if request.method == "POST":
        try:
            _open(request, workspace, today)
        except InvalidInput as fault:
            error = typed.plain(fault)
        else:
            messages.success(
                request, "Opened by your name; evidence keeps it. Take it back when it is no longer needed."
            )
            return HttpResponseRedirect(frame.address("gate", workspace.organisation), status=303)
    overrides = standing_overrides(workspace, today)
    names = {each.ident: each.name for each in workspace.member_list(ended=True)}
    if request.GET.get("format") == "csv" and workspace.may(Permission.EXPORT):
        heads = ("Override", "Sort", "To", "Why", "Until", "By", "Since")
        rows = (
            (
                each.ident,
                each.sort,
                each.name,
                each.reason,
                each.until or "",
                names.get(each.by, each.by),
                each.known_from,
            )
            for each in overrides
        )
        return answers.csv_file(f"{workspace.organisation} gate.csv", heads, rows)
    given = {name: request.GET.get(name, "")[:300] for name in ("sort", "name", "person", "place", "room")}
    answer, asked_wrong = None, ""
    if given["sort"]:
        try:
            asked = _asked(workspace, given)
            answer = ask_gate(workspace, asked, on=today)
        except InvalidInput as fault:
            asked_wrong = typed.plain(fault)
    held = laws_of(workspace, today)
    shown, pager = cut(request, overrides)
    places = places_in(workspace.facts(today))
    return answers.page(
        request,
        "monitoring/gate.html",
        status=422 if error else 200,
        given=given,
        posted=request.POST if request.method == "POST" else {},
        answer=answer,
        asked_wrong=asked_wrong,
        error=error,
        sorts=_SORTS,
        places=[("", "Wherever people work"), *((code, place_name(code)) for code in places)],
        rooms=[
            ("", "No room: it is not a camera"),
            *((room, words.sentence(room.replace("-", " "))) for room in rooms()),
        ],
        leads=held.leads,
        unsure=held.unsure,
        overrides=[(each, names.get(each.by, each.by)) for each in shown],
        pager=pager,
        today=today.isoformat(),
        may_open=workspace.may(Permission.SCAN),
        may_export=workspace.may(Permission.EXPORT),
        address=frame.address("gate", workspace.organisation),
        end_address=lambda ident: frame.address("gate-end", workspace.organisation, ident),
        register_address=frame.address("monitoring", workspace.organisation),
    )


def end(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    """It counts no more."""
    try:
        end_override(workspace, ident)
    except InvalidInput as fault:
        messages.error(request, typed.plain(fault))
    else:
        messages.success(request, "Taken back: the gate says again what notices say.")
    return HttpResponseRedirect(frame.address("gate", workspace.organisation), status=303)


def _asked(workspace: Workspace, given: dict[str, str]) -> Asked:
    try:
        sort = Sort(given["sort"])
    except ValueError:
        raise InvalidInput("choose what is to be looked at") from None
    return Asked(sort, given["name"], person_asked(workspace, given["person"]), given["place"], given["room"])


def _open(request: HttpRequest, workspace: Workspace, today: date) -> None:
    try:
        sort = Sort(request.POST.get("sort", ""))
        until = date.fromisoformat(request.POST["until"]) if request.POST.get("until") else None
    except ValueError:
        raise InvalidInput("choose what is to be looked at, and write the day as 2026-11-25") from None
    override_gate(workspace, sort, request.POST.get("name", ""), request.POST.get("reason", ""), until=until, on=today)

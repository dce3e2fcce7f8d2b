"""Who of the provider reaches which client: assign, end, and open one with a reason."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect

from bailee.errors import Error, InvalidInput
from bailee.permissions import PROVIDER_ROLES, Permission
from bailee.store.rows.clients import DEFAULT_HOURS, FEWEST_LETTERS, MOST_HOURS
from bailee.store.rows.members import Member, Span
from bailee.store.tenancy import Desk
from bailee.store.workspace import Workspace
from bailee.web import answers, frame, typed
from bailee.web.people.seats import client_of, providers

_COLUMNS = 10  # people who have a column of their own; with more of them a cell names who reaches the client
_HEADS = ("Client", "State", "Person", "Name", "Role", "Reaches it")


def listing(request: HttpRequest, desk: Desk, error: str = "") -> HttpResponseBase:
    """People × clients. POST: assign one of them to one client."""
    found = providers(desk, Permission.SEE_CLIENTS)
    if not found:
        return answers.message(request, "Not here", "Only a provider’s people have a page of its clients.", status=403)
    provider = found[0]
    if request.method == "POST":
        return assign(request, desk, request.POST.get("client", ""), everywhere=True)
    people, clients = _people(provider), [each for each in provider.clients() if each.state == "active"]
    if request.GET.get("format") == "csv":
        rows = [
            (each.name, each.state, person.ident, person.name, person.role.label, _yes(person.ident in each.assigned))
            for each in clients
            for person in people
        ]
        return answers.csv_file(f"{provider.organisation} people and clients.csv", _HEADS, rows)
    return answers.page(
        request,
        "people/list.html",
        status=422 if error else 200,
        error=error,
        provider=provider.organisation_name,
        people=people,
        people_choices=[(each.ident, f"{each.name}, {each.role.label}") for each in people],
        client_choices=[(each.ident, each.name) for each in clients],
        has_columns=len(people) <= _COLUMNS,
        clients=clients,
        names={each.ident: each.name for each in people},
        unreached=[each for each in clients if not each.is_mine],
        alone=[each for each in clients if not each.assigned],
        may_assign=provider.may(Permission.ASSIGN),
        given=request.POST,
        at_address=lambda ident: frame.address("people-at", ident),
        client_address=lambda ident: frame.address("client", ident),
        address=frame.address("people"),
        members_address=frame.address("members", provider.organisation),
        access_address=frame.address("access-desk") if provider.may(Permission.SEE_ACCESS) else "",
    )


def one(request: HttpRequest, desk: Desk, client: str, error: str = "") -> HttpResponseBase:
    """One client: who reaches it, who did, and the two ways to it."""
    provider, found = client_of(desk, client, Permission.SEE_CLIENTS)
    people = _people(provider)
    broken = _broken(provider, client) if provider.may(Permission.SEE_ACCESS) else []
    names = {each.ident: each.name for each in provider.member_list(ended=True)}
    there = [each for each in people if each.ident in found.assigned]
    glass = {person for person, span in broken if span.until is not None and span.until > datetime.now(UTC)}
    return answers.page(
        request,
        "people/one.html",
        status=422 if error else 200,
        error=error,
        client=found,
        there=[(each, each.ident in glass) for each in there],
        others=[(each.ident, f"{each.name}, {each.role.label}") for each in people if each not in there],
        broken=[(names.get(person, person), span) for person, span in broken],
        shows_broken=provider.may(Permission.SEE_ACCESS),
        may_assign=provider.may(Permission.ASSIGN) and found.state == "active",
        may_open=provider.may(Permission.BREAK_GLASS) and not found.is_mine and found.state == "active",
        fewest=FEWEST_LETTERS,
        most_hours=MOST_HOURS,
        default_hours=DEFAULT_HOURS,
        given=request.POST,
        assign_address=frame.address("people-assign", client),
        end_address=lambda person: frame.address("people-end", client, person),
        open_address=frame.address("people-open", client),
        client_address=frame.address("client", client) if found.is_mine else "",
        leave_address=frame.address("leaving", client) if provider.may(Permission.OFF_BOARD) else "",
        people_address=frame.address("people"),
    )


def assign(request: HttpRequest, desk: Desk, client: str, *, everywhere: bool = False) -> HttpResponseBase:
    """From now on she works with this client, in the role that she has at home."""
    try:
        provider, found = client_of(desk, client, Permission.ASSIGN)
    except Http404:
        if not everywhere:
            raise
        return _again(request, desk, "Choose a client.")
    person = request.POST.get("person", "")
    back = frame.address("people") if everywhere else frame.address("people-at", client)
    try:
        provider.assign(client, person, until=_end_of(request.POST.get("until", "")))
    except Error as fault:
        said = typed.plain(fault)
        return _again(request, desk, said) if everywhere else one(request, desk, client, said)
    names = {each.ident: each.name for each in provider.member_list()}
    messages.success(
        request, f"{names.get(person, person)} works with {found.name} now. The client sees it in its log."
    )
    return HttpResponseRedirect(back, status=303)


def end(request: HttpRequest, desk: Desk, client: str, person: str) -> HttpResponseBase:
    """From the next click on she reaches the client no more."""
    provider, found = client_of(desk, client, Permission.ASSIGN)
    try:
        provider.end_assignment(client, person)
    except Error as fault:
        return one(request, desk, client, typed.plain(fault))
    messages.success(request, f"The assignment to {found.name} is ended.")
    return HttpResponseRedirect(frame.address("people-at", client), status=303)


def open_with_reason(request: HttpRequest, desk: Desk, client: str) -> HttpResponseBase:
    """Reach a client that one is not assigned to, for a while; the client reads why."""
    provider, _ = client_of(desk, client, Permission.BREAK_GLASS)
    try:
        hours = float(request.POST.get("hours", "") or DEFAULT_HOURS)
        provider.break_glass(client, request.POST.get("reason", ""), hours=hours)
    except ValueError:
        return one(request, desk, client, "Write the hours as a number, such as 2.")
    except Error as fault:
        return one(request, desk, client, typed.plain(fault))
    return HttpResponseRedirect(frame.address("client", client), status=303)


def _again(request: HttpRequest, desk: Desk, error: str) -> HttpResponseBase:
    request.method = "GET"  # the page with what was wrong; nothing was changed
    return listing(request, desk, error)


def _people(provider: Workspace) -> list[Member]:
    """Those who can be assigned."""
    return [each for each in provider.member_list() if each.role in PROVIDER_ROLES]


def _broken(provider: Workspace, client: str) -> list[tuple[str, Span]]:
    """Each time that somebody opened this client with a reason, newest first."""
    found = [(each.person, each.what) for each in provider.client_spans(client=client) if isinstance(each.what, Span)]
    return sorted(
        [(person, span) for person, span in found if span.how == "broke-glass"],
        key=lambda pair: pair[1].since,
        reverse=True,
    )


def _end_of(text: str) -> datetime | None:
    """The end of a day as a form says it."""
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if not 2000 <= day.year < 2200:
        raise InvalidInput("this is no day", hint="Write it as 2027-03-31")
    return datetime.combine(day, time(23, 59)).astimezone()


def _yes(value: Any) -> str:
    return "yes" if value else "no"

"""What is done about tickets on a page: connect, map, try, let go, tell now."""

from __future__ import annotations

import os

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect

from bailee import settings
from bailee.errors import Error, InvalidInput
from bailee.operations.connect_tickets import connect, connect_channel, desk_named, disconnect, end_rule, map_things
from bailee.operations.sync_tickets import TASK, reach_of, try_desk
from bailee.outward import NoAnswer, Reach
from bailee.store import jobs
from bailee.store.workspace import Workspace
from bailee.tickets.systems import system, systems
from bailee.vocabulary import Severity
from bailee.web import typed
from bailee.web.tickets.views import address, listing

_LONGEST = 2_000


def connect_desk(request: HttpRequest, workspace: Workspace, system: str) -> HttpResponseBase:
    """A system, with its keys; it is asked at once whether they fit."""
    if system not in systems():
        raise Http404
    try:
        reach = _reach()
        ident = connect(workspace, system, _told(request, _access(system)), reach=reach)
    except Error as fault:
        return listing(request, workspace, error=typed.plain(fault), opened=system)
    _tried(request, workspace, ident, reach)
    return _back(workspace)


def connect_chat(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """A channel."""
    least = request.POST.get("least", "high")
    try:
        connect_channel(
            workspace,
            request.POST.get("chat", ""),
            request.POST.get("address", "")[:_LONGEST],
            reach=_reach(),
            label=request.POST.get("name", "")[:200],
            client=request.POST.get("client", "")[:200],
            least=None if least == "none" else _severity(least),
            weekly=bool(request.POST.get("weekly")),
        )
    except Error as fault:
        return listing(request, workspace, error=typed.plain(fault), opened="chat")
    messages.success(request, "The channel hears of what happens from now on.")
    return _back(workspace)


def map_desk(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    """What becomes a ticket."""
    try:
        row = desk_named(workspace, ident)
        names = {each.name for each in system(row.system).MAPPING}
        map_things(
            workspace,
            row.ident,
            request.POST.getlist("sort")[:20],
            least=_severity(request.POST.get("least", "")),
            client=request.POST.get("whose", "")[:200],
            mapping=_told(request, names),
        )
    except Error as fault:
        return listing(request, workspace, error=typed.plain(fault), opened=ident)
    messages.success(request, "Kept. Tickets are made within minutes, by the worker.")
    return _back(workspace)


def test_desk(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    """Whether it lets us in."""
    try:
        _tried(request, workspace, desk_named(workspace, ident).ident, _reach())
    except InvalidInput as fault:
        messages.error(request, typed.plain(fault))
    return _back(workspace)


def end(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    """Let go of a system, a channel or a rule."""
    try:
        (end_rule if ident.startswith("rule-") else disconnect)(workspace, ident)
    except InvalidInput as fault:
        messages.error(request, typed.plain(fault))
    else:
        messages.success(request, "Nothing more goes there. Tickets stay there as they are.")
    return _back(workspace)


def tell_now(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """What waits is told as soon as a worker is free."""
    jobs.defer(workspace.home, TASK, workspace.organisation, key=TASK, by=workspace.member)
    messages.success(request, "What is due is being told. Load this page again in a moment.")
    return _back(workspace)


def _tried(request: HttpRequest, workspace: Workspace, ident: str, reach: Reach) -> None:
    try:
        said = try_desk(workspace, ident, reach)
    except NoAnswer as fault:
        messages.error(request, f"Connected, but it does not answer. {typed.plain(fault)}")
    else:
        messages.success(request, f"It lets us in{f': {said}' if said else ''}.")


def _access(name: str) -> set[str]:
    return {each.name for each in system(name).ACCESS}


def _told(request: HttpRequest, names: set[str]) -> dict[str, str]:
    return {name: request.POST.get(name, "")[:_LONGEST] for name in names}


def _severity(text: str) -> Severity:
    try:
        return Severity(text)
    except ValueError:
        raise InvalidInput("choose how bad it has to be", hint=", ".join(Severity)) from None


def _reach() -> Reach:
    return reach_of(settings.read(os.environ))


def _back(workspace: Workspace) -> HttpResponseBase:
    return HttpResponseRedirect(address("tickets", workspace), status=303)

"""From a request to its view: who asks, in which organisation, with which role; every page goes through here.

    urlpatterns = [path(route.address, door.guarded(route), name=route.name) for route in routes.collected()]

Another organisation's page is not refused, it is not there: 404, with the words of one that never was. A member without
the permission is told who has it: 403. The role is read at each request, so one that was taken away is gone at once.
"""

from __future__ import annotations

import os
from functools import wraps
from typing import Any, BinaryIO, cast
from urllib.parse import urlencode

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    StreamingHttpResponse,
)

from bailee import settings
from bailee.errors import InvalidInput
from bailee.permissions import READING, SEEN_BY_WHO_ACTS, Permission, Role, may
from bailee.store.as_of import AsOf
from bailee.store.screening import screen
from bailee.store.tenancy import Desk, memberships
from bailee.store.then import WorkspaceThen
from bailee.store.workspace import Workspace
from bailee.virus_scanner import NoVerdict, VirusScanner
from bailee.web import answers, typed
from bailee.web.accounts import heard
from bailee.web.routes import Route, Scope, View
from bailee.web.visits import Visit, account_of, day_asked, home, known_asked

SIGN_IN = "/account/login/"


def guarded(route: Route) -> View:
    """The view behind its guard."""

    def view(request: HttpRequest, organisation: str = "", **params: Any) -> HttpResponseBase:
        visit = Visit(route)
        request.bailee_visit = visit  # type: ignore[attr-defined]
        method = "GET" if request.method == "HEAD" else request.method or ""
        if route.scope is Scope.OPEN:
            return _served(request, route, method) or _viewed(request, route, **params)
        account = account_of(request)
        if not account:
            return _to_sign_in(request)
        visit.memberships = memberships(home(), account)
        if route.scope is Scope.ACCOUNT:
            return _served(request, route, method) or _viewed(request, route, **params)
        asked = route.permission(method)
        if route.scope is Scope.DESK:
            refused = _served(request, route, method)
            if refused is not None:
                return refused
            if asked is None or not visit.may(asked):
                return _forbidden(request, asked, visit)
            if (again := _asked_again(request, route, method)) is not None:
                return again
            visit.desk = Desk(home(), account, asked)
            if _is_export(request, route):  # a copy holds what may be taken away, and nothing else
                there = visit.desk.memberships
                visit.desk.memberships = tuple(each for each in there if may(each.role, Permission.EXPORT))
                if not visit.desk.memberships:
                    return _forbidden(request, Permission.EXPORT, visit)
            visit.desk.note_access(route.name, export=_is_export(request, route))
            return _viewed(request, route, visit.desk, **params)
        visit.membership = next((each for each in visit.memberships if each.organisation == organisation), None)
        if visit.membership is None:
            heard.event(request, "refused", "warning", why="no-member", route=route.name)
            raise Http404
        refused = _served(request, route, method)
        if refused is not None:
            return refused
        if asked is None or not may(visit.membership.role, asked):
            return _forbidden(request, asked, visit)
        if _is_export(request, route) and not may(visit.membership.role, Permission.EXPORT):
            return _forbidden(request, Permission.EXPORT, visit)
        if (again := _asked_again(request, route, method)) is not None:
            return again
        visit.workspace = Workspace(home(), organisation, visit.membership.member, standing=visit.membership)
        visit.workspace.note_access(route.name, export=_is_export(request, route))
        visit.on = day_asked(request)
        if visit.on is not None:
            seen = SEEN_BY_WHO_ACTS & {asked} if route.past else frozenset()
            visit.workspace.scope = READING | seen  # what was cannot be changed: its acts are gone, and refused
            if method == "POST":
                said = "You were looking at a past day. Nothing was changed: go back to now, and do it there."
                return answers.message(
                    request, "That day is over", said, status=409, link=(request.path, "Back to now")
                )
            visit.known = known_asked(request, visit.on)
            if visit.as_of is not None:
                return _viewed_then(request, route, visit, visit.workspace, visit.as_of, **params)
        if (not_taken := _screened(request, visit.workspace)) is not None:
            return not_taken
        return _viewed(request, route, visit.workspace, **params)

    @wraps(route.view)
    def as_asked(request: HttpRequest, organisation: str = "", **params: Any) -> HttpResponseBase:
        """A list as a workbook is the same list, by the same permission, from the same view, in another form."""
        if request.method not in ("GET", "HEAD") or request.GET.get("format") != "xlsx":
            return view(request, organisation, **params)
        asked = request.GET.copy()
        asked["format"] = "csv"
        request.GET = asked  # type: ignore[assignment]
        return answers.as_workbook(view(request, organisation, **params))

    return as_asked


def _viewed(request: HttpRequest, route: Route, *about: Any, **params: Any) -> HttpResponseBase:
    """The view's answer. No text of ours has a NUL in it, and no number of a row has more than 63 bits: databases fail over both."""
    if any(isinstance(value, int) and value >= 1 << 63 for value in params.values()):
        raise Http404
    texts = (
        *params.values(),
        *(text for sent in (request.GET, request.POST) for each in sent.lists() for text in each[1]),
    )
    if any("\x00" in text for text in texts if isinstance(text, str)):
        said = "There is a character in it that no text has. Nothing was changed. Go back, and type it again."
        return answers.message(request, "This cannot be read", said, status=400)
    return route.view(request, *about, **params)


def _viewed_then(
    request: HttpRequest, route: Route, visit: Visit, workspace: Workspace, as_of: AsOf, **params: Any
) -> HttpResponseBase:
    """The view's answer as of a past day: it is given the door of that day. A list is read to its end while that door is open."""
    with WorkspaceThen(workspace, as_of) as then:
        visit.said = then.said
        answer = _viewed(request, route, then, **params)
        if isinstance(answer, StreamingHttpResponse):
            answer.streaming_content = [b"".join(answer)]
        if "Content-Disposition" in answer:  # what leaves the house says of which day it is
            name, dot, form = answer["Content-Disposition"].rpartition(".")
            known = f"%20known%20{as_of.known_on}" if not as_of.is_known_then else ""
            answer["Content-Disposition"] = f"{name}%20as%20of%20{as_of.on}{known}{dot}{form}"
        return answer


def _asked_again(request: HttpRequest, route: Route, method: str) -> HttpResponse | None:
    """Before a dangerous act: None where the person proved herself within five minutes, else the page that asks her to."""
    if not route.dangerous or method != "POST":
        return None
    from bailee.web.accounts.sessions import ask_again  # pages of sign-in answer by this module

    return ask_again(request)


def _screened(request: HttpRequest, workspace: Workspace) -> HttpResponse | None:
    """None where the virus scanner found nothing in what was handed in, or none is set; else a page that says what it did."""
    if request.method != "POST" or not request.FILES:
        return None
    scanner = VirusScanner.of(settings.read(os.environ))
    if scanner is None:
        return None
    given = [(name, cast(BinaryIO, each)) for name, files in request.FILES.lists() for each in files]
    try:
        screen(workspace, scanner, given)
    except (InvalidInput, NoVerdict) as fault:
        back, status = (request.path, "Back"), 422 if isinstance(fault, InvalidInput) else 503
        return answers.message(request, "This file was not taken", typed.plain(fault), status=status, link=back)
    return None


def _served(request: HttpRequest, route: Route, method: str) -> HttpResponse | None:
    """None where the method is served."""
    if method in route.methods:
        return None
    answer: HttpResponse = HttpResponseNotAllowed([*route.methods, *(["HEAD"] if "GET" in route.methods else [])])
    answer.content = answers.message(request, "This page does not do that", "Go back, and use its buttons.").content
    return answer


def _is_export(request: HttpRequest, route: Route) -> bool:
    """Whether a copy leaves by this request: each one is noted, pages once an hour."""
    return route.export or request.GET.get("format") == "csv"


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """A page is come back to after signing in; an act is not repeated."""
    if request.method in ("GET", "HEAD"):
        return HttpResponseRedirect(f"{SIGN_IN}?{urlencode({'next': request.get_full_path()})}")
    said = "You were signed out. Sign in, and do it again: nothing was changed."
    return answers.message(request, "Sign in first", said, status=403, link=(SIGN_IN, "Sign in"))


def _forbidden(request: HttpRequest, asked: Permission | None, visit: Visit) -> HttpResponse:
    why = asked.value if asked is not None else "nobody"
    heard.event(request, "refused", "warning", why=why, route=visit.route.name)
    roles = [role.label for role in Role if asked is not None and may(role, asked)]
    mine = f"Your role here is {visit.role.label}; this takes" if visit.role else "This takes"
    said = f"{mine} one of: {', '.join(roles)}. Ask one of them, or to be given the role."
    return answers.message(request, "Not with your role", said, status=403)

"""From a request to its endpoint: who asks, in which organisation, with which permissions; every request goes through here.

Another organisation's address is not refused, it is not there: 404, in the words of one that never was. What a token may do
is what it was given and what its member's role may do, asked anew each time.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
import time
import traceback
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.views.decorators.csrf import csrf_exempt

from bailee import logs, settings
from bailee.api.answering import accepts, answered, finished, made, matches, refusal, sent, tag_of, unchanged
from bailee.api.interface import Call, Endpoint, File, Scope
from bailee.api.problems import NOT_THERE, Problem, problem_of
from bailee.api.reading import body_of, check_size, query_of
from bailee.api.screening import screen_body
from bailee.errors import Error, NotAllowed
from bailee.operations.serve_pages import HOME_VARIABLE
from bailee.permissions import TABLE, Permission, Role
from bailee.store import tenancy
from bailee.store.as_of import as_of
from bailee.store.database import came_at_once
from bailee.store.then import WorkspaceThen
from bailee.store.tokens import Grant, charge, count_request, presented
from bailee.store.workspace import Workspace

_HEARD = frozenset({"not-signed-in", "not-allowed", "not-there", "too-many"})  # whoever watches the log counts these
_KEY = re.compile(r"[\x21-\x7e]{1,200}")
_log = logging.getLogger("bailee.api")


def view_of(methods: dict[str, Endpoint]) -> Callable[..., HttpResponseBase]:
    """The view of one address."""

    def view(request: HttpRequest, **path: str) -> HttpResponseBase:
        return finished(request, _told(request, lambda: _dispatched(request, methods, path)))

    return csrf_exempt(view)  # a token needs none; a session is asked for it below


@csrf_exempt
def not_there(request: HttpRequest, rest: str = "") -> HttpResponseBase:
    """An address that no endpoint has."""

    def refuse() -> HttpResponse:
        raise NOT_THERE

    return finished(request, _told(request, refuse))


def home() -> Path:
    """The home folder that this process serves."""
    return Path(os.environ[HOME_VARIABLE])


def _told(request: HttpRequest, answer: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """The answer, or the problem; whatever is raised below ends here."""
    try:
        return answer()
    except Problem as problem:
        if problem.kind in _HEARD:
            logs.event(
                "refused", "warning", why=problem.kind, account=str(getattr(request, "bailee_account", "")),
                network=logs.network(str(request.META.get("REMOTE_ADDR", ""))),
            )  # fmt: skip
        return refusal(problem)
    except Http404:
        return refusal(NOT_THERE)
    except Error as error:
        return refusal(problem_of(error, home()))
    except Exception as error:  # noqa: BLE001 - its message may hold anybody's data
        if came_at_once(error):
            return refusal(
                Problem("conflict", "The same was done at this moment; nothing was done twice.", "ask again")
            )
        frames = [each for each in traceback.extract_tb(error.__traceback__) if "bailee" in each.filename]
        where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
        _log.error("request failed", extra={"error": type(error).__name__, "where": where})
        return refusal(Problem("fault-of-ours", "Nothing was changed by this request.", "try again; then report it"))


def _dispatched(request: HttpRequest, methods: dict[str, Endpoint], path: dict[str, str]) -> HttpResponseBase:
    served = sorted({*methods, "OPTIONS", *(["HEAD"] if "GET" in methods else [])})
    if request.method == "OPTIONS":
        told = HttpResponse(status=204)
        told["Allow"] = ", ".join(served)
        return told
    endpoint = methods.get("GET" if request.method == "HEAD" else request.method or "")
    if endpoint is None:
        raise Problem("no-such-method", "Allow says what it does.", headers={"Allow": ", ".join(served)})
    check_size(request)
    if not accepts(request.META.get("HTTP_ACCEPT", ""), endpoint.media):
        said = " or ".join(endpoint.media or ("application/json",))
        raise Problem("not-acceptable", f"The answer is {said}, and the request takes none.")
    call = Call(home(), endpoint, path=path, if_match=request.META.get("HTTP_IF_MATCH", ""))
    if endpoint.scope is not Scope.OPEN:
        _admit(request, call)
    call.query = query_of(request, endpoint.query)
    if endpoint.stamp is not None:
        known = tag_of(f"{endpoint.name} {endpoint.stamp(call)} {sorted(path.items())} {call.query!r}".encode())
        if matches(request.META.get("HTTP_IF_NONE_MATCH", ""), known):
            return unchanged(known)
        if (content := made.get(known)) is not None:
            return sent(endpoint, content, known)
    call.body, content = body_of(request, endpoint.body)
    if call.opened is not None:
        screen_body(call.opened, call.body)
    if endpoint.method == "GET":
        answer: HttpResponseBase
        with _charged(call), _as_of(call):
            answer = answered(endpoint, endpoint.call(call))
        if endpoint.stamp is not None and isinstance(answer, HttpResponse):
            answer["ETag"] = known
            made.keep(known, answer.content)
        if matches(request.META.get("HTTP_IF_NONE_MATCH", ""), answer["ETag"]):
            return unchanged(answer["ETag"])
        return answer
    return _acted(request, call, content)


_USUAL = 0.025  # seconds of processor time of a usual request
_WAIT = 5.0  # seconds that a costly question waits for another one of the same organisation
_costly: dict[tuple[Path, int], Lock] = defaultdict(Lock)


@contextmanager
def _charged(call: Call) -> Iterator[None]:
    """What takes long counts as many requests of its token, and of one organisation one such is answered at a time: a program
    that asks for the table of each day of a year keeps nobody else waiting."""
    lock = None
    if call.opened is not None and call.endpoint.stamp is not None:
        lock = _costly[call.home, call.opened.organisation_id]
        if not lock.acquire(timeout=_WAIT):
            said = "Another request of this organisation is being computed."
            raise Problem("too-many", said, "ask again when that was answered", headers={"Retry-After": "5"})
    begun = time.thread_time()
    try:
        yield
    finally:
        if lock is not None:
            lock.release()
        extra = int((time.thread_time() - begun) / _USUAL)
        if call.token is not None and extra:
            charge(call.home, call.token, extra)


@contextmanager
def _as_of(call: Call) -> Iterator[None]:
    """The organisation as of the past day that is asked for; as it is now where none is."""
    on = getattr(call.query, "as_of", None)
    if on is None or call.opened is None:
        if getattr(call.query, "known_on", None) is not None:
            raise Problem(
                "invalid-input", "It is a day of knowledge about another day.", "name `as_of`, too", field="known_on"
            )
        yield
        return
    present = call.opened
    with WorkspaceThen(present, as_of(on, call.query.known_on)) as then:
        call.opened = then
        try:
            yield
        finally:
            call.opened = present


# --- who asks


def _admit(request: HttpRequest, call: Call) -> None:
    """Who asks, and whether she may; the organisation of the address is opened on the way."""
    _recognise(request, call)
    asked = call.endpoint.permission
    if call.endpoint.scope is Scope.ACCOUNT:
        return
    if call.endpoint.scope is Scope.DESK:
        if asked is not None:
            call.grants = tuple(each for each in call.grants if each.may(asked))
            if not call.grants:
                raise _forbidden(asked)
        return
    call.grant = next((each for each in call.grants if each.membership.organisation == call.path["organisation"]), None)
    if call.grant is None:
        raise NOT_THERE
    if asked is None or not call.grant.may(asked):
        raise _forbidden(asked)
    if call.endpoint.dangerous:
        _prove(request, call)
    membership = call.grant.membership
    try:
        call.opened = Workspace(call.home, membership.organisation, membership.member, standing=membership)
    except NotAllowed:  # ended between the two looks
        raise NOT_THERE from None
    if call.token is not None:
        call.opened.scope = call.grant.permissions
    reads = call.endpoint.method == "GET"
    call.opened.note_access(f"api-{call.endpoint.name.replace('_', '-')}", export=reads, each_time=False)


def _recognise(request: HttpRequest, call: Call) -> None:
    challenge = {"WWW-Authenticate": 'Bearer realm="bailee"'}
    given = request.META.get("HTTP_AUTHORIZATION")
    if given is not None:
        scheme, _, token = given.strip().partition(" ")
        call.token = presented(call.home, token.strip()) if scheme.lower() == "bearer" else None
        if call.token is None:
            said = "This is no token of this server."
            raise Problem("not-signed-in", said, "send `Authorization: Bearer bailee_…`", headers=challenge)
        if call.token.fault:
            said = f"This token {call.token.fault}."
            raise Problem("not-signed-in", said, "`bailee token create` makes another", headers=challenge)
        call.grants = call.token.grants
        request.bailee_account = call.grants[0].membership.account if call.grants else ""  # type: ignore[attr-defined]
        most = int(settings.read(os.environ)["api_requests_a_minute"])
        if most and count_request(call.home, call.token) > most:
            said = f"A token may ask {most} times a minute."
            raise Problem("too-many", said, "wait a minute", headers={"Retry-After": "60"})
        return
    user: Any = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        raise Problem(
            "not-signed-in", "Nobody is signed in.", "send `Authorization: Bearer bailee_…`", headers=challenge
        )
    if request.method not in ("GET", "HEAD") and _forged(request):
        raise Problem("not-allowed", "A session acts only with the token of its form.", "send it as X-CSRFToken")
    call.account = request.bailee_account = str(user.ident)  # type: ignore[attr-defined]
    call.grants = tuple(
        Grant(each, frozenset(TABLE[each.role])) for each in tenancy.memberships(call.home, call.account)
    )


def _prove(request: HttpRequest, call: Call) -> None:
    """A dangerous act is a person's, who proved within five minutes who she is: as on the page."""
    if call.token is not None:
        said = "A token cannot do this: it asks a person who she is, at the moment at which she does it."
        raise Problem("not-allowed", said, "do it on its page")
    from allauth.account.adapter import get_adapter

    if get_adapter(request).is_reauthentication_required(app="allauth.account"):
        raise Problem("not-allowed", "It asks anew who you are.", "sign in again at /account/reauthenticate/")


class _Check(CsrfViewMiddleware):
    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return HttpResponse(status=403)


def _forged(request: HttpRequest) -> bool:
    check = _Check(lambda request: HttpResponse())
    check.process_request(request)
    return check.process_view(request, lambda request: HttpResponse(), (), {}) is not None


def _forbidden(asked: Permission | None) -> Problem:
    if asked is None:
        return Problem("not-allowed", "Nobody may do that here.")
    roles = ", ".join(role.label for role in Role if asked in TABLE[role])
    said = f'This takes the permission "{asked.value}", which you, or your token, do not have here.'
    return Problem("not-allowed", said, f"roles with it: {roles}")


# --- what is answered


def _acted(request: HttpRequest, call: Call, content: bytes) -> HttpResponseBase:
    """An act; with an idempotency key it is done once, and a second request of the same is given the same answer."""
    key = request.META.get("HTTP_IDEMPOTENCY_KEY")
    if key is not None and not _KEY.fullmatch(key):
        raise Problem("invalid-input", "It has 1 to 200 plain letters.", field="Idempotency-Key")
    if key is not None and call.endpoint.answer is File:
        raise Problem("invalid-input", "A request that is answered with a file takes none.", field="Idempotency-Key")
    if call.opened is None or (key is None and not call.if_match):
        return answered(call.endpoint, call.endpoint.call(call))
    workspace = call.workspace
    with workspace.transaction(call.endpoint.permission):
        workspace.one_at_a_time()  # of two that come at once the second finds what the first did
        if key is None:
            return answered(call.endpoint, call.endpoint.call(call))
        asked = workspace.fingerprint("api-key", f"{request.method} {request.path} {key}")
        body = workspace.fingerprint("api-body", hashlib.sha256(content).hexdigest())
        given = workspace.answer_given(asked, body)
        if given is not None and not given.same_body:
            said = "This key came before, with another body."
            raise Problem("invalid-input", said, "a new request takes a new key", field="Idempotency-Key")
        if given is not None:
            return _again(given.answer)
        answer = answered(call.endpoint, call.endpoint.call(call))
        if not isinstance(answer, HttpResponse) or call.endpoint.answer is File:  # is not kept: refused above
            return answer
        headers = {name: answer[name] for name in ("ETag", "Content-Type") if answer.has_header(name)}
        told = {"status": answer.status_code, "headers": headers, "body": answer.content.decode()}
        workspace.keep_answer(asked, body, told)
        return answer


def _again(kept: dict[str, Any]) -> HttpResponse:
    answer = HttpResponse(kept["body"].encode(), status=kept["status"])
    for name, value in kept["headers"].items():
        answer[name] = value
    answer["Idempotency-Replayed"] = "true"
    return answer


__all__ = ["not_there", "view_of"]

"""Whoever came by a link and its code: for two hours, on this browser."""

from __future__ import annotations

import time

from django.http import Http404, HttpRequest, HttpResponse

from bailee.errors import NotAllowed
from bailee.permissions import Permission
from bailee.store.workspace import Workspace
from bailee.web import answers, visits

SESSION = "bailee.person"  # organisation, member, and until when
SECONDS = 2 * 60 * 60


def let_in(request: HttpRequest, organisation: str, member: str) -> None:
    """From now on this browser is hers."""
    request.session.flush()
    request.session[SESSION] = {"organisation": organisation, "member": member, "until": int(time.time()) + SECONDS}
    request.session.set_expiry(SECONDS)


def workspace_of(request: HttpRequest) -> Workspace | None:
    """Her door; None where the time is over, or nobody came. 404 where she belongs here no more."""
    kept = request.session.get(SESSION)
    if not kept or kept["until"] < time.time():
        request.session.pop(SESSION, None)
        return None
    try:
        workspace = Workspace(visits.home(), kept["organisation"], kept["member"])
    except NotAllowed:
        raise Http404 from None
    workspace.require(Permission.SEE_OWN)
    return workspace


def closed(request: HttpRequest) -> HttpResponse:
    said = "Links of this kind work once, and the page stays open for two hours. Ask whoever sent it for another one."
    return answers.message(request, "This page is closed", said, status=403)

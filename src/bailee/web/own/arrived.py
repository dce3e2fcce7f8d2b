"""Whoever came by a link and its code: for two hours, on this browser."""

from __future__ import annotations

import time
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from bailee.errors import NotAllowed
from bailee.permissions import Permission
from bailee.store.person_links import How
from bailee.store.rows.sittings import Sort
from bailee.store.workspace import Workspace
from bailee.web import answers, visits
from bailee.web.frame import frame_of
from bailee.web.own.wording import languages
from bailee.web.signing.wording import Signing, wording

SESSION = "bailee.person"  # organisation, member, and until when
SECONDS = 2 * 60 * 60


def let_in(request: HttpRequest, workspace: Workspace, how: How) -> None:
    """From now on this browser is hers, until somebody ends it from elsewhere."""
    sitting = workspace.open_sitting(Sort.PERSON, seconds=SECONDS)
    request.session.flush()
    request.session[SESSION] = {
        "organisation": workspace.organisation,
        "member": workspace.member,
        "sitting": sitting,
        "how": how.value,
        "until": int(time.time()) + SECONDS,
    }
    request.session.set_expiry(SECONDS)


def workspace_of(request: HttpRequest) -> Workspace | None:
    """Her door; None where the time is over, it was ended, or nobody came. 404 where she belongs here no more."""
    kept = request.session.get(SESSION)
    if not kept or kept["until"] < time.time():
        request.session.pop(SESSION, None)
        return None
    try:
        workspace = Workspace(visits.home(), kept["organisation"], kept["member"])
    except NotAllowed:
        raise Http404 from None
    workspace.require(Permission.SEE_OWN)
    if not workspace.is_sitting(kept.get("sitting", "")):
        request.session.pop(SESSION, None)
        return None
    return workspace


def came_by(request: HttpRequest) -> How:
    """How the link and its code came to her."""
    return How(request.session[SESSION].get("how") or How.HANDED)


def language(request: HttpRequest) -> str:
    """The first language that the browser asks for and we have; else English."""
    for said in request.headers.get("Accept-Language", "")[:200].split(","):
        code = said.partition(";")[0].strip().partition("-")[0].casefold()
        if code in languages():
            return code
    return "en"


def words(request: HttpRequest, hers: str = "") -> Signing:
    """Words of pages before her code: in her language where the roster says it (`hers`), else in the browser's."""
    return wording(hers or language(request))


def page(request: HttpRequest, template: str, hers: str = "", *, status: int, **context: Any) -> HttpResponse:
    """A page before her code; `say` has its words."""
    say, code = words(request, hers), hers or language(request)
    layout = frame_of(request, code)
    return answers.page(request, template, status=status, layout=layout, say=say, **context)


def message(request: HttpRequest, title: str, text: str, hers: str = "", *, status: int = 200) -> HttpResponse:
    """The same for one thing to say, by its words' names."""
    say = words(request, hers)
    said = " ".join(say(each) for each in text.split())
    return page(request, "message.html", hers, status=status, title=say(title), text=said)


def closed(request: HttpRequest) -> HttpResponse:
    return message(request, "closed-title", "closed-text", status=403)

"""One's own page, and the link that leads people without an account to it."""

from __future__ import annotations

import time

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from bailee.errors import NotAllowed
from bailee.operations.know_reviews import reviewer_of, reviews_of
from bailee.permissions import Permission
from bailee.store import person_links
from bailee.store.rows.base import now
from bailee.store.workspace import Workspace
from bailee.web import answers, visits

_SESSION = "bailee.person"  # organisation, member, and until when
SECONDS = 2 * 60 * 60


def own(request: HttpRequest, workspace: Workspace) -> HttpResponse:
    """What there is for a member."""
    return _page(request, workspace)


def person(request: HttpRequest) -> HttpResponse:
    """The same for whoever came by a link, for two hours, on this browser."""
    told = request.session.get(_SESSION)
    if not told or told["until"] < time.time():
        request.session.pop(_SESSION, None)
        said = (
            "Links of this kind work once, and the page stays open for two hours. Ask whoever sent it for another one."
        )
        return answers.message(request, "This page is closed", said, status=403)
    try:
        workspace = Workspace(visits.home(), told["organisation"], told["member"])
    except NotAllowed:
        raise Http404 from None
    workspace.require(Permission.SEE_OWN)
    return _page(request, workspace)


def link(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks for the code and changes nothing; POST opens, once."""
    fault = ""
    if not person_links.is_open(visits.home(), token):
        said = "It was used, tried too often, or is too old. Ask whoever sent it for another one."
        return answers.message(request, "This link does not count any more", said, status=410)
    if request.method == "POST":
        opened = person_links.open_link(visits.home(), token, request.POST.get("code", ""))
        if isinstance(opened, person_links.Opened):
            request.session.flush()
            until = int(time.time()) + SECONDS
            request.session[_SESSION] = {"organisation": opened.organisation, "member": opened.member, "until": until}
            request.session.set_expiry(SECONDS)
            return HttpResponseRedirect(reverse("person"), status=303)
        if opened == 0:
            said = "The code was wrong five times. Ask whoever sent the link for another one."
            return answers.message(request, "This link does not count any more", said, status=410)
        fault = f"This is not the code. You have {opened} {'try' if opened == 1 else 'tries'} left."
    return answers.page(request, "own/code.html", status=422 if fault else 200, fault=fault)


def _page(request: HttpRequest, workspace: Workspace) -> HttpResponse:
    newest = {}
    for each in workspace.notices():
        if each.published_at is not None:
            newest[each.kind, each.language] = each
    reviews = reviews_of(workspace, now().astimezone().date())
    return answers.page(
        request,
        "own/own.html",
        organisation=workspace.organisation_name,
        notices=tuple((each, reviewer_of(each, reviews)) for each in newest.values()),
    )

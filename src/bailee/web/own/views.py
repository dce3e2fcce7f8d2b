"""One's own page, and the link that leads people without an account to it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from bailee import notices
from bailee.errors import InvalidInput
from bailee.notices.short import label_of
from bailee.operations.know_reviews import reviewer_of, reviews_of
from bailee.operations.sign_notice import signature_of
from bailee.operations.write_to_people import title_of
from bailee.store import person_links
from bailee.store.rows.base import now
from bailee.store.rows.signing import SignRequest
from bailee.store.rows.told import NoticeVersion
from bailee.store.workspace import Workspace
from bailee.web import answers, visits
from bailee.web.own import arrived, renewing
from bailee.web.words import sentence


def own(request: HttpRequest, workspace: Workspace) -> HttpResponse:
    """What there is for a member."""
    user: Any = request.user
    email = str(user.email) if user.is_authenticated else ""
    return _page(request, workspace, workspace.own_requests(email), by_link=False)


def person(request: HttpRequest) -> HttpResponse:
    """The same for whoever came by a link, for two hours, on this browser."""
    workspace = arrived.workspace_of(request)
    if workspace is None:
        return arrived.closed(request)
    return _page(request, workspace, workspace.own_requests(), by_link=True)


def link(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks for the code, or offers another link, and changes nothing; POST opens, once, or has another one sent."""
    if not person_links.is_open(visits.home(), token):
        if (there := arrived.workspace_of(request)) is not None and person_links.is_of(there, token):
            return HttpResponseRedirect(_where(there), status=303)  # a second click, in the browser that it opened
        return renewing.over(request, token)
    fault = ""
    if request.method == "POST":
        opened = person_links.open_link(visits.home(), token, request.POST.get("code", ""))
        if isinstance(opened, person_links.Opened):
            workspace = Workspace(visits.home(), opened.organisation, opened.member)
            arrived.let_in(request, workspace, opened.how)
            return HttpResponseRedirect(_where(workspace), status=303)
        if opened == 0:
            return arrived.message(request, "over-title", "over-five", status=410)
        fault = arrived.words(request)("code-wrong-one" if opened == 1 else "code-wrong", count=opened)
    return arrived.page(request, "own/code.html", status=422 if fault else 200, fault=fault)


def _where(workspace: Workspace) -> str:
    """Straight to what is to be signed, where that is one thing."""
    waiting = [each for each in workspace.own_requests() if each.is_open]
    return reverse("person-sign", args=(waiting[0].ident,)) if len(waiting) == 1 else reverse("person")


def _page(request: HttpRequest, workspace: Workspace, asked: tuple[SignRequest, ...], *, by_link: bool) -> HttpResponse:
    newest: dict[tuple[str, str], NoticeVersion] = {}
    for each in workspace.notices():
        if each.published_at is not None:
            newest[each.kind, each.language] = each
    reviews = reviews_of(workspace, now().astimezone().date())
    people = {each.person for each in asked}
    concerning = [each for each in newest.values() if _is_for(workspace, each.kind, people)]
    held: dict[str, list[str]] = {}
    for version in concerning:
        for category, purposes in (version.content.get("purposes") or {}).items():
            known = held.setdefault(sentence(label_of(category)), [])
            known += [purpose for purpose in purposes if purpose not in known]
    names = ("person-sign", "person-signed-copy") if by_link else ("own-sign", "own-signed-copy")
    before = () if by_link else (workspace.organisation,)
    return answers.page(
        request,
        "own/own.html",
        frame="signing/frame.html" if by_link else "base.html",
        language="en",
        languages=(),
        organisation=workspace.organisation_name,
        requests=[
            (
                each,
                title_of(workspace.notice_version(each.kind, each.version, each.language)),
                reverse(names[0], args=(*before, each.ident)),
                reverse(names[1], args=(*before, each.ident)),
                _signed_at(workspace, each),
            )
            for each in asked
            if each.state != "withdrawn"
        ],
        held=sorted(held.items()),
        contact=next((str(each.content["contact"]) for each in concerning if each.content.get("contact")), ""),
        notices=tuple((each, reviewer_of(each, reviews)) for each in concerning),
    )


def _is_for(workspace: Workspace, kind: str, people: set[str]) -> bool:
    """Whether a kind of notice concerns her: all of them where nobody on the roster is known to be her."""
    module = notices.kinds().get(kind)
    if not people or module is None:
        return True
    return any(workspace.roster_person(each).category in module.AUDIENCE for each in people)


def _signed_at(workspace: Workspace, asked: SignRequest) -> Any:
    try:
        return signature_of(workspace, asked).signed_at if asked.state == "signed" else None
    except InvalidInput:
        return None

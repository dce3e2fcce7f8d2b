"""One's own page, in the language that she reads, and the link that leads people without an account to it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from bailee import notices
from bailee.errors import CannotRead, InvalidInput, NotAllowed
from bailee.notices.short import label_of, says_the_same
from bailee.notices.wording import wording as notice_wording
from bailee.operations.know_reviews import reviewer_of, reviews_of
from bailee.operations.sign_notice import signature_of, versions_to_sign
from bailee.operations.write_to_people import language_of, language_of_member, title_of
from bailee.permissions import Permission
from bailee.store import person_links
from bailee.store.rows.base import now
from bailee.store.rows.signing import SignRequest
from bailee.store.rows.told import NoticeVersion, SignOff
from bailee.store.workspace import Workspace
from bailee.web import answers, visits
from bailee.web.frame import frame_of
from bailee.web.own import arrived, asking, renewing
from bailee.web.own.wording import languages, offered, wording
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
    found = person_links.whose(visits.home(), token)
    if found is None:
        if (there := arrived.workspace_of(request)) is not None and person_links.is_of(there, token):
            return HttpResponseRedirect(_where(there), status=303)  # a second click, in the browser that it opened
        return renewing.over(request, token)
    fault, hers = "", _hers(found)
    if request.method == "POST":
        opened = person_links.open_link(visits.home(), token, request.POST.get("code", ""))
        if isinstance(opened, person_links.Opened):
            workspace = Workspace(visits.home(), opened.organisation, opened.member)
            arrived.let_in(request, workspace, opened.how)
            return HttpResponseRedirect(_where(workspace), status=303)
        if opened == 0:
            return arrived.message(request, "over-title", "over-five", hers, status=410)
        fault = arrived.words(request, hers).count("code-wrong", opened)
    return arrived.page(request, "own/code.html", hers, status=422 if fault else 200, fault=fault)


def _hers(link: person_links.Opened) -> str:
    """The language of whose link it is, by the roster; empty where it says none."""
    try:
        return language_of_member(Workspace(visits.home(), link.organisation, link.member))
    except (CannotRead, NotAllowed):  # she belongs here no more, or its keys were destroyed
        return ""


def _where(workspace: Workspace) -> str:
    """Straight to what is to be signed, where that is one thing."""
    waiting = [each for each in workspace.own_requests() if each.is_open]
    return reverse("person-sign", args=(waiting[0].ident,)) if len(waiting) == 1 else reverse("person")


def _language(request: HttpRequest, workspace: Workspace, asked: tuple[SignRequest, ...]) -> str:
    """The one that she chose here, else hers by the roster, else her browser's."""
    chosen = request.GET.get("lang", "")
    if chosen in languages():
        return chosen
    hers = language_of(workspace.roster_person(asked[-1].person)) if asked else ""
    return hers or arrived.language(request)


def _page(request: HttpRequest, workspace: Workspace, asked: tuple[SignRequest, ...], *, by_link: bool) -> HttpResponse:
    language = _language(request, workspace, asked)
    say = wording(language)
    reviews = reviews_of(workspace, now().astimezone().date())
    people = {each.person for each in asked}
    concerning = [each for each in _published(workspace, language) if _is_for(workspace, each.kind, people)]
    usual = notice_wording(say.language).usual
    held: dict[str, list[str]] = {}
    for version in concerning:
        for category, purposes in (version.content.get("purposes") or {}).items():
            known = held.setdefault(sentence(label_of(category, say.language)), [])
            told = [usual(purpose) or purpose for purpose in purposes]
            known += [purpose for purpose in told if purpose not in known]
    names = ("person-sign", "person-signed-copy") if by_link else ("own-sign", "own-signed-copy")
    before = () if by_link else (workspace.organisation,)
    return answers.page(
        request,
        "own/own.html",
        frame="signing/frame.html" if by_link else "base.html",
        layout=frame_of(request, say.language),
        say=say,
        day=lambda at: say.day(at.astimezone() if isinstance(at, datetime) else at),
        language=say.language,
        languages=offered(),
        organisation=workspace.organisation_name,
        requests=[
            (
                each,
                _title(workspace, each, say.language),
                reverse(names[0], args=(*before, each.ident)),
                reverse(names[1], args=(*before, each.ident)),
                _signed_at(workspace, each),
            )
            for each in asked
            if each.state != "withdrawn"
        ],
        held=sorted(held.items()),
        contact=next((str(each.content["contact"]) for each in concerning if each.content.get("contact")), ""),
        notices=tuple((each, title_of(each), reviewer_of(each, reviews)) for each in concerning),
        may_ask=workspace.may(Permission.SIGN_OWN),
        ask_address=reverse("person-ask" if by_link else "own-ask", args=before),
        **asking.shown(workspace, say),
    )


def _published(workspace: Workspace, language: str) -> list[NoticeVersion]:
    """The newest version of each notice: the one in her language, and others only where that tells something else."""
    newest: dict[str, dict[str, NoticeVersion]] = {}
    for each in workspace.notices():
        if each.published_at is not None:
            newest.setdefault(each.kind, {})[each.language] = each
    found = []
    for versions in newest.values():
        hers = versions.get(language)
        found += [
            each
            for each in versions.values()
            if each is hers or hers is None or not says_the_same(hers.content, each.content)
        ]
    return found


def _is_for(workspace: Workspace, kind: str, people: set[str]) -> bool:
    """Whether a kind of notice concerns her: all of them where nobody on the roster is known to be her."""
    module = notices.kinds().get(kind)
    if not people or module is None:
        return True
    return any(workspace.roster_person(each).category in module.AUDIENCE for each in people)


def _title(workspace: Workspace, asked: SignRequest, language: str) -> str:
    """What she is asked to sign, by the version in her language where one tells the same; or what she signed, as she read it."""
    if (signed := _signature(workspace, asked)) is not None:
        return title_of(workspace.notice_version(signed.kind, signed.version, signed.language))
    versions = versions_to_sign(workspace, asked) if asked.is_open else ()
    hers = next((each for each in versions if each.language == language), None)
    return title_of(hers or workspace.notice_version(asked.kind, asked.version, asked.language))


def _signed_at(workspace: Workspace, asked: SignRequest) -> datetime | None:
    signed = _signature(workspace, asked)
    return signed.signed_at if signed is not None else None


def _signature(workspace: Workspace, asked: SignRequest) -> SignOff | None:
    try:
        return signature_of(workspace, asked) if asked.state == "signed" else None
    except InvalidInput:
        return None

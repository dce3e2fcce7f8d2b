"""A person's own page: what she is asked, each purpose by itself; she agrees, refuses and takes back by one button each.

Behind the link stands one person and one form. A GET changes nothing, for mail scanners open links.
"""

from __future__ import annotations

import json
import time
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from bailee.consents.records import Act, by_purpose, standing
from bailee.errors import InvalidInput
from bailee.operations.ask_consent import receipt_of, say_own
from bailee.store.consent_links import OwnPage, open_page, was_revoked
from bailee.store.rows.base import now
from bailee.web import answers
from bailee.web.inventory.shared import plain
from bailee.web.own import arrived
from bailee.web.visits import home

_SESSION = "bailee.consent"  # links whose code was typed in this browser, and until when that counts
_ACTS = {"give": Act.GIVEN, "refuse": Act.REFUSED, "withdraw": Act.WITHDRAWN}
_SAID = {Act.GIVEN: "You agreed.", Act.REFUSED: "You said no. Nothing follows from it.", Act.WITHDRAWN: "Taken back."}


def page(request: HttpRequest, token: str) -> HttpResponse:
    """GET: the form and how it stands, or the question for its code. POST: one purpose is said, or the code is."""
    found = open_page(home(), token)
    if found is None:
        return _over(request, token)
    if not _may_see(request, found):
        return _code(request, found)
    workspace, who = found.workspace, found.link.principal
    form = workspace.consent_form(found.link.kind, language=found.link.language)
    today, error = _today(), ""
    if request.method == "POST":
        act = _ACTS.get(request.POST.get("act", ""))
        purpose = request.POST.get("purpose", "")
        try:
            if act is None:
                raise InvalidInput("choose one of the buttons")
            if request.POST.get("sha256") != form.sha256:
                raise InvalidInput(
                    "the words changed meanwhile; they stand below as they are now. Nothing was recorded"
                )
            say_own(workspace, who, form, {purpose: act}, on=today)
        except InvalidInput as fault:
            error = plain(str(fault), fault.hint)
        else:
            messages.success(request, _SAID[act])
            return HttpResponseRedirect(reverse("consent-own", args=(token,)), status=303)
    said_before = by_purpose(workspace.consent_events(who.key, kind=form.kind))
    answer = answers.page(
        request,
        "consents/own.html",
        status=422 if error else 200,
        form=form,
        name=who.name,
        organisation=workspace.organisation_name,
        lines=[(each, standing(said_before.get(each.ident, ()), on=today)) for each in form.purposes],
        error=error,
        until=found.link.expires_at,
        asks_code=found.link.asks_code,
        address=reverse("consent-own", args=(token,)),
        receipt_address=reverse("consent-receipt", args=(token,)) if said_before else "",
    )
    return _private(answer)


def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """What she said and was shown, to keep."""
    found = open_page(home(), token)
    if found is None or not _may_see(request, found):
        raise Http404
    form = found.workspace.consent_form(found.link.kind, language=found.link.language)
    here = request.build_absolute_uri(reverse("consent-own", args=(token,)))
    made = receipt_of(found.workspace, found.link.principal, form, on=_today(), withdraw_at=here)
    answer = HttpResponse(json.dumps(made, ensure_ascii=False, indent=2) + "\n", content_type="application/ld+json")
    answer["Content-Disposition"] = 'attachment; filename="consent-receipt.json"'
    return _private(answer)


def _may_see(request: HttpRequest, found: OwnPage) -> bool:
    """Whether the address alone opens it, or its code was typed in this browser, less than two hours ago. Nobody who asks is shut out
    for what others at her address tried: 192 random bits are not guessed, and taking back has to be as easy as giving."""
    return not found.link.asks_code or request.session.get(_SESSION, {}).get(found.link.ident, 0) > time.time()


def _code(request: HttpRequest, found: OwnPage) -> HttpResponse:
    fault, link = "", found.link
    if request.method == "POST":
        left = found.workspace.try_consent_code(link.ident, request.POST.get("code", ""))
        if left is None:
            until = {name: at for name, at in request.session.get(_SESSION, {}).items() if at > time.time()}
            request.session[_SESSION] = {**until, link.ident: int(time.time()) + arrived.SECONDS}
            return HttpResponseRedirect(request.path, status=303)
        if left == 0:
            return _private(arrived.message(request, "over-title", "over-five", status=410))
        fault = arrived.words(request)("code-wrong-one" if left == 1 else "code-wrong", count=left)
    return _private(arrived.page(request, "own/code.html", status=422 if fault else 200, fault=fault))


def _over(request: HttpRequest, token: str) -> HttpResponse:
    """Revoked is said as such; what is too old, wrong or never was is one answer."""
    if was_revoked(home(), token):
        return _private(arrived.message(request, "revoked-title", "revoked-text", status=410))
    return _private(arrived.message(request, "over-title", "consent-over", status=410))


def _private(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "private, no-store"
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _today() -> date:
    return now().astimezone().date()

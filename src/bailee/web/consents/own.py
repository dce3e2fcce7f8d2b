"""A person's own page: what she is asked, each purpose by itself; she agrees, refuses and takes back by one button each.

Behind the link stands one person and one form, in her language where it is written in it. A GET changes nothing, for mail scanners
open links.
"""

from __future__ import annotations

import json
import time
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from bailee.catalogues import ENGLISH, Words
from bailee.consents.records import Act, Form, by_purpose, standing
from bailee.notices.short import label_of
from bailee.operations.ask_consent import form_in, receipt_of, say_own
from bailee.operations.write_to_people import language_of
from bailee.store.consent_links import OwnPage, open_page, was_revoked
from bailee.store.rows.base import now
from bailee.web import answers
from bailee.web.own import arrived
from bailee.web.own.wording import languages, offered, wording
from bailee.web.visits import home

_SESSION = "bailee.consent"  # links whose code was typed in this browser, and until when that counts
_ACTS = {"give": Act.GIVEN, "refuse": Act.REFUSED, "withdraw": Act.WITHDRAWN}


def page(request: HttpRequest, token: str) -> HttpResponse:
    """GET: the form and how it stands, or the question for its code. POST: one purpose is said, or the code is."""
    found = open_page(home(), token)
    if found is None:
        return _over(request, token)
    if not _may_see(request, found):
        return _code(request, found)
    workspace, who = found.workspace, found.link.principal
    say, form = _read_in(request, found)
    address = f"{reverse('consent-own', args=(token,))}?lang={say.language}"
    today, error = _today(), ""
    if request.method == "POST":
        act = _ACTS.get(request.POST.get("act", ""))
        purpose = request.POST.get("purpose", "")
        error = _fault(form, act, purpose, request.POST.get("sha256", ""))
        if act is not None and not error:
            say_own(workspace, who, form, {purpose: act}, on=today)
            messages.success(request, say(f"consent.done_{act.value}"))
            return HttpResponseRedirect(address, status=303)
    said_before = by_purpose(workspace.consent_events(who.key, kind=form.kind))
    answer = answers.page(
        request,
        "consents/own.html",
        status=422 if error else 200,
        say=say,
        language=say.language,
        languages=offered(),
        form=form,
        name=f"\u2068{who.name}\u2069",  # a name written from right to left turns nothing around it
        organisation=workspace.organisation_name,
        lines=[
            (
                each,
                ", ".join(label_of(category, say.language) for category in each.categories),
                standing(said_before.get(each.ident, ()), on=today),
            )
            for each in form.purposes
        ],
        error=say(f"consent.fault_{error}") if error else "",
        until=say.day(found.link.expires_at.astimezone().date()),
        asks_code=found.link.asks_code,
        address=address,
        receipt_address=f"{reverse('consent-receipt', args=(token,))}?lang={say.language}" if said_before else "",
    )
    return _private(answer)


def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """What she said and was shown, to keep."""
    found = open_page(home(), token)
    if found is None or not _may_see(request, found):
        raise Http404
    _, form = _read_in(request, found)
    here = request.build_absolute_uri(reverse("consent-own", args=(token,)))
    made = receipt_of(found.workspace, found.link.principal, form, on=_today(), withdraw_at=here)
    answer = HttpResponse(json.dumps(made, ensure_ascii=False, indent=2) + "\n", content_type="application/ld+json")
    answer["Content-Disposition"] = 'attachment; filename="consent-receipt.json"'
    return _private(answer)


def _read_in(request: HttpRequest, found: OwnPage) -> tuple[Words, Form]:
    """The words of the page, in the language that she chose here, else hers by the roster, else that of the form that she was sent,
    else her browser's; and the form, in that language where it asks the same in it."""
    link = found.link
    chosen = request.GET.get("lang", "")
    if chosen not in languages():
        chosen = _hers(found) or (link.language if link.language != ENGLISH else arrived.language(request))
    say = wording(chosen)
    return say, form_in(found.workspace, link.kind, link.language, say.language)


def _hers(found: OwnPage) -> str:
    person = found.link.principal.person
    return language_of(found.workspace.roster_person(person)) if person else ""


def _fault(form: Form, act: Act | None, purpose: str, sha256: str) -> str:
    """What is wrong with what came, by its words' name."""
    if act is None:
        return "choose"
    if sha256 != form.sha256:
        return "changed"
    if purpose not in {each.ident for each in form.purposes}:
        return "purpose"
    return "instead" if act is Act.GIVEN and form.instead is not None else ""


def _may_see(request: HttpRequest, found: OwnPage) -> bool:
    """Whether the address alone opens it, or its code was typed in this browser, less than two hours ago. Nobody who asks is shut out
    for what others at her address tried: 192 random bits are not guessed, and taking back has to be as easy as giving."""
    return not found.link.asks_code or request.session.get(_SESSION, {}).get(found.link.ident, 0) > time.time()


def _code(request: HttpRequest, found: OwnPage) -> HttpResponse:
    fault, link, hers = "", found.link, _hers(found)
    if request.method == "POST":
        left = found.workspace.try_consent_code(link.ident, request.POST.get("code", ""))
        if left is None:
            until = {name: at for name, at in request.session.get(_SESSION, {}).items() if at > time.time()}
            request.session[_SESSION] = {**until, link.ident: int(time.time()) + arrived.SECONDS}
            return HttpResponseRedirect(request.get_full_path(), status=303)
        if left == 0:
            return _private(arrived.message(request, "over-title", "over-five", hers, status=410))
        fault = arrived.words(request, hers).count("code-wrong", left)
    return _private(arrived.page(request, "own/code.html", hers, status=422 if fault else 200, fault=fault))


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

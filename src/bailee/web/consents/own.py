"""A person's own page: what she is asked, each purpose by itself; she agrees, refuses and takes back by one button each.

Behind the link stands one person and one form. A GET changes nothing, for mail scanners open links.
"""

from __future__ import annotations

import json
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from bailee.consents.records import Act, by_purpose, standing
from bailee.errors import InvalidInput
from bailee.operations.ask_consent import receipt_of, say_own
from bailee.store.consent_links import OwnPage, open_page
from bailee.store.rows.base import now
from bailee.web import answers
from bailee.web.inventory.shared import plain
from bailee.web.visits import home

_ACTS = {"give": Act.GIVEN, "refuse": Act.REFUSED, "withdraw": Act.WITHDRAWN}
_SAID = {Act.GIVEN: "You agreed.", Act.REFUSED: "You said no. Nothing follows from it.", Act.WITHDRAWN: "Taken back."}


def page(request: HttpRequest, token: str) -> HttpResponse:
    """GET: the form and how it stands. POST: one purpose is said."""
    found = _opened(token)
    if found is None:
        said = "It is too old, or was never one. Ask whoever sent it for another."
        return answers.message(request, "This link does not count any more", said, status=410)
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
        address=reverse("consent-own", args=(token,)),
        receipt_address=reverse("consent-receipt", args=(token,)) if said_before else "",
    )
    return _private(answer)


def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """What she said and was shown, to keep."""
    found = _opened(token)
    if found is None:
        raise Http404
    form = found.workspace.consent_form(found.link.kind, language=found.link.language)
    here = request.build_absolute_uri(reverse("consent-own", args=(token,)))
    made = receipt_of(found.workspace, found.link.principal, form, on=_today(), withdraw_at=here)
    answer = HttpResponse(json.dumps(made, ensure_ascii=False, indent=2) + "\n", content_type="application/ld+json")
    answer["Content-Disposition"] = 'attachment; filename="consent-receipt.json"'
    return _private(answer)


def _opened(token: str) -> OwnPage | None:
    """Whose page it is. Nobody who asks is shut out for what others at her address tried: 192 random bits are not guessed, and taking
    back has to be as easy as giving.
    """
    return open_page(home(), token)


def _private(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "private, no-store"
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _today() -> date:
    return now().astimezone().date()

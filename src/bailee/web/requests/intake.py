"""The page for everybody: somebody asks an organisation about their own data, without an account, and is told that it came.

What is closed and what never was are not there. The words are the same whether or not somebody is known. No cookie tells anybody
apart, and what was typed is shown back only where something has to be corrected.
"""

from __future__ import annotations

import time

from django.http import Http404, HttpRequest, HttpResponse

from bailee.data_subject_requests.requests import Contact
from bailee.errors import InvalidInput
from bailee.operations.ask_by_page_request import BY_PAGE, TooMany, ask_by_page, page_of
from bailee.store.workspace import Workspace
from bailee.web import answers
from bailee.web.frame import frame_of
from bailee.web.own import arrived
from bailee.web.own.wording import languages, offered, wording
from bailee.web.requests.pace import Pace
from bailee.web.visits import home

_FIELDS = ("name", "email", "phone", "address", "for_whom", "says", "lives_in")
_pace = Pace()


def page(request: HttpRequest, of: str) -> HttpResponse:
    """GET: the form. POST: it is taken in, or what has to be corrected."""
    door = page_of(home(), of)
    if door is None:
        raise Http404
    code = request.GET.get("lang", "")
    say = wording(code if code in languages() else arrived.language(request))
    given = {name: request.POST.get(name, "") for name in _FIELDS}
    chosen = request.POST.getlist("rights")
    ident, error, wrong, status = "", "", "", 200
    if request.method == "POST":
        if not _pace.may(str(request.META.get("REMOTE_ADDR", "")), time.monotonic()):
            error, status = say("ask.too_often", organisation=door.organisation_name), 429
        else:
            try:
                ident = _asked(door, chosen, given, say.language)
            except TooMany:
                error, status = say("ask.too_often", organisation=door.organisation_name), 429
            except InvalidInput as fault:
                wrong, status = _wrong(str(fault)), 422
                error = say(f"ask.fault_{wrong}")
    answer = answers.page(
        request,
        "requests/ask.html",
        status=status,
        layout=frame_of(request, say.language),
        say=say,
        language=say.language,
        languages=offered(),
        organisation=door.organisation_name,
        rights=[(each, say(f"ask.{each.replace('-', '_')}")) for each in BY_PAGE],
        given=given,
        chosen=chosen,
        ident=ident,
        error=error,
        wrong=wrong,
    )
    answer["Cache-Control"] = "private, no-store"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _asked(door: Workspace, chosen: list[str], given: dict[str, str], language: str) -> str:
    contact = Contact(
        given["name"],
        given["email"],
        given["phone"],
        given["address"],
        for_whom=given["for_whom"],
        says=given["says"],
        language=language,
    )
    return ask_by_page(door, chosen, contact, lives_in=given["lives_in"])


def _wrong(fault: str) -> str:
    """Which field it is about."""
    for word, field in (("asked for", "rights"), ("e-mail", "email"), ("answered", "email"), ("country", "lives_in")):
        if word in fault:
            return field
    return "long"

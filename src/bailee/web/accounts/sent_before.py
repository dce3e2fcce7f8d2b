"""What somebody sent before she was asked whether it is still her: kept until she proved it, and then sent on as it was.

    sent_before.keep(request)                         # in the act that asks her to prove herself
    sent_before.page(request)                         # after the proof: the same form again, which sends itself where a script runs

It lies sealed in her own session, for ten minutes, and for her account and the address that it was sent to alone. It came past the
check of its form already, and goes past it once more. A form with a file, or a very large one, is not kept: then she is led back.
"""

from __future__ import annotations

import time
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from bailee.web import answers, shown_once

NAME = "sent-before"
SECONDS = 10 * 60
LARGEST = 64 * 1024  # characters of all fields together: a session is a row of the database
_OWN = "csrfmiddlewaretoken"  # of the form that it came in; the next one has another


def keep(request: HttpRequest, back: str) -> bool:
    """Whether it could be kept. `back`: the page that it was sent from."""
    shown_once.forget(request, NAME)
    if request.method != "POST" or request.FILES or request.headers.get("HX-Request"):
        return False
    fields = [[name, value] for name, values in request.POST.lists() if name != _OWN for value in values]
    if sum(len(name) + len(str(value)) for name, value in fields) > LARGEST:
        return False
    told = {
        "account": _account(request),
        "to": request.get_full_path(),
        "fields": fields,
        "back": back,
        "at": time.time(),
    }
    shown_once.keep(request, NAME, told)
    return True


def forget(request: HttpRequest) -> None:
    """It was done, or is not wanted any more."""
    shown_once.forget(request, NAME)


@login_required
@require_http_methods(["GET", "HEAD"])
def page(request: HttpRequest) -> HttpResponse:
    """What she sent, ready to be sent on. Looking changes nothing; too late, or somebody else's, is said as gone."""
    told = shown_once.look(request, NAME)
    if told is None or told["account"] != _account(request) or not 0 <= time.time() - told["at"] <= SECONDS:
        forget(request)
        said = "Nothing was changed. Go back to where you were, and do it there once more."
        return answers.message(
            request, "What you sent is not kept any more", said, status=410, link=("/", "To the start")
        )
    answer = answers.page(request, "accounts/sent_before.html", to=told["to"], fields=told["fields"], back=told["back"])
    answer["Cache-Control"] = "private, no-store"
    return answer


def _account(request: HttpRequest) -> str:
    user: Any = request.user
    return str(getattr(user, "ident", ""))

"""What every answer carries, and who gets one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.template.engine import Engine  # noqa: F401 - Django's own pages of errors need it loaded
from django.urls import resolve

from bailee.errors import CannotRead, Error, InvalidInput, NotAllowed
from bailee.store.database import came_at_once
from bailee.web import logs, pages, typed, visits, words

POLICY = (
    "default-src 'none'; object-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
Answer = Callable[[HttpRequest], HttpResponse]


class Headers:
    """Security headers on every answer, errors too; a name that is not ours is refused (DNS rebinding)."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            request.get_host()
            response = self.get_response(request)
        except DisallowedHost:
            said = (
                "This server does not go by that name. Open it by the address that it was given, or on its own machine."
            )
            response = HttpResponse(pages.message("Not here", said), status=400)
        response["Server"] = "bailee"  # what it is made of, and which version of that, is nobody's business
        response["Content-Security-Policy"] = POLICY
        response["X-Content-Type-Options"] = "nosniff"
        if settings.SESSION_COOKIE_SECURE:  # it has an https address: browsers are to ask there alone
            response["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        response["Referrer-Policy"] = (
            "same-origin"  # with none at all, a browser says of its own forms that they come from nowhere
        )
        response["Cross-Origin-Opener-Policy"] = "same-origin"
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        response.setdefault("Cache-Control", "no-store")
        return response


class Probes:
    """Whoever watches the server is answered before sessions, cookies and the database are asked about anything."""

    ASKED = frozenset({"/healthz", "/readyz", "/metrics"})

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path not in self.ASKED or request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        request.resolver_match = match = resolve(request.path)
        answer: HttpResponse = match.func(request, *match.args, **match.kwargs)
        return answer


class Packed(GZipMiddleware):
    """Text is packed where that is safe.

    The length of a packed page tells whether it repeats what a stranger put into its address (BREACH). So pages that
    show a secret are not packed: those of sign-in and of links, and answers to acts, which may show a new token. In all
    others the only secret is Django's token against forged forms, which is masked anew in each; and Django adds up to a
    hundred random bytes to each page.
    """

    PLAIN = ("/account/", "/enter/", "/first-run/", "/invitation/", "/for/", "/static/")
    TEXT = ("text/html", "text/csv", "text/plain", "application/json", "application/problem+json")

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        kind = response.get("Content-Type", "").partition(";")[0]
        is_safe = request.method == "GET" and not request.path.startswith(self.PLAIN) and kind in self.TEXT
        return super().process_response(request, response) if is_safe else response


class Errors:
    """Errors of ours become a page with their hint."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Error):
            status = next((each for family, each in _STATUS if isinstance(exception, family)), 500)
            if status < 500:
                return HttpResponse(pages.message(*_said(exception)), status=status)
            logs.told(exception, request)
            return pages.failed(*_said(exception), logs.number_of(request), status=status)
        if came_at_once(exception):
            return HttpResponse(pages.message(*_AT_ONCE), status=409)
        return None


def _said(exception: Error) -> tuple[str, str]:
    """What happened, as a heading, and what to do, as a sentence. Where the store lies on this machine concerns no reader."""
    home = str(visits.home())
    said, hint = (
        text.replace(f': "{home}"', "").replace(home, "the home folder") for text in (str(exception), exception.hint)
    )
    return words.sentence(said).rstrip("."), typed.closed(hint)


_AT_ONCE = (
    "The same was done at this moment",
    "By somebody else, or by a second click. Nothing was done twice. Go back, and load the page again.",
)
_STATUS = ((InvalidInput, 422), (NotAllowed, 403), (CannotRead, 503))  # by who must act

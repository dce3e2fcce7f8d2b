"""What every answer carries, and who gets one."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.template.engine import Engine  # noqa: F401 - Django's own pages of errors need it loaded

from bailee.errors import CannotRead, Error, InvalidInput, NotAllowed
from bailee.web import pages

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
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
            response = HttpResponse(pages.message("Not here", "This server answers on 127.0.0.1 only."), status=400)
        response["Content-Security-Policy"] = POLICY
        response["X-Content-Type-Options"] = "nosniff"
        if settings.SESSION_COOKIE_SECURE:  # it has an https address: browsers are to ask there alone
            response["Strict-Transport-Security"] = "max-age=31536000"
        response["Referrer-Policy"] = "same-origin"  # with none at all, a browser says of its own forms that they come from nowhere
        response["Cross-Origin-Opener-Policy"] = "same-origin"
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        response.setdefault("Cache-Control", "no-store")
        return response


class Errors:
    """Errors of ours become a page with their hint."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Error):
            status = next((each for family, each in _STATUS if isinstance(exception, family)), 500)
            return HttpResponse(pages.message(str(exception), exception.hint), status=status)
        return None


_STATUS = ((InvalidInput, 422), (NotAllowed, 403), (CannotRead, 503))  # by who must act

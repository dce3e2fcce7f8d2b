"""Between a request and any page: how large it may be, and whether its session still counts."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from bailee.web import answers
from bailee.web.accounts import sessions
from bailee.web.edge import LARGEST

Answer = Callable[[HttpRequest], HttpResponse]
# What a session that has nothing but a password behind it may open: the pages that set the second factor up.
SETTING_UP = (
    "/account/secure/",
    "/account/done/",
    "/account/authenticator/",
    "/account/passkeys/",
    "/account/logout/",
    "/account/again/",
    "/static/",
    "/healthz",
    "/metrics",
)


PROVING = "/account/again/"
SIGNED_OUT = "/account/logout/"
SIGNING_OUT = ("/account/logout/", "/static/", "/healthz", "/metrics")


class Sizes:
    """A body that is too large is refused by what it says of itself, before a byte of it is read; and who came by TLS is known."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if request.headers.get("Transfer-Encoding") or not length.isascii() or not length.isdigit():
            return _plain(411, "Say how long the body is.")
        if int(length) > LARGEST:
            return _plain(413, f"More than {LARGEST >> 20} MB are not taken. Nothing was changed.")
        if settings.PUBLIC_HOST and request.get_host() == settings.PUBLIC_HOST:
            # TLS ends before us, and no header is believed about it: forms of that name come from https alone
            request.META["wsgi.url_scheme"] = "https"
        return self.get_response(request)


def _plain(status: int, text: str) -> HttpResponse:
    answer = HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
    answer["Connection"] = "close"
    return answer


class Sessions:
    """Sessions end by the clock and in another browser; one with a password alone opens only what sets the second factor up."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/static/") or not request.user.is_authenticated:
            return self.get_response(request)
        is_shut = not request.path.startswith(SIGNING_OUT) and not sessions.is_strong(request)
        fault = sessions.fault_of(request)
        if not fault and is_shut and sessions.has_factor(request):
            fault = "A second factor was set up since. Sign in with it."
        if fault:
            logout(request)
            messages.error(request, fault)
            if request.method in ("GET", "HEAD"):
                return HttpResponseRedirect(reverse("account_login"))
            said = "Sign in, and do it again: nothing was changed."
            return answers.message(
                request, "Sign in first", f"{fault} {said}", status=403, link=(reverse("account_login"), "Sign in")
            )
        if is_shut and not request.path.startswith(SETTING_UP):
            return HttpResponseRedirect(reverse("account_secure"))
        proven = sessions.last_proof(request) if request.path.startswith(PROVING) else 0.0
        response = self.get_response(request)
        if request.path.startswith(PROVING) and sessions.last_proof(request) > proven:
            sessions.renew(request)
        if request.path == SIGNED_OUT and not getattr(request.user, "ident", ""):  # nobody is signed in any more
            response["Clear-Site-Data"] = '"cache", "storage"'  # nothing of what she saw stays with the browser
        return response

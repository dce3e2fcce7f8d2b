"""Somebody arrives: she is signed in and led to her second factor, or told that nobody here knows her."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication, resume_login
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from bailee.web import answers
from bailee.web.accounts.models import Account


def signed_in(request: HttpRequest, account: Account, *, by_password: bool) -> HttpResponse:
    """Sign in whoever just made her account, and lead her to her second factor."""
    record_authentication(request, account, "password" if by_password else "invitation")
    resume_login(request, Login(user=account, email_verification="none"))
    return HttpResponseRedirect(reverse("account_secure" if by_password else "mfa_add_webauthn"), status=303)


def host_of(request: HttpRequest) -> str:
    """The name under which this server can be reached for passkeys; empty where it is this one. A bare number cannot have any."""
    host = request.get_host()
    return host.replace("127.0.0.1", "localhost") if host.startswith("127.0.0.1") else ""


def nobody_here(request: HttpRequest, *, is_verified: bool) -> HttpResponse:
    """An issuer told who it is, and nobody by that address was invited."""
    said = (
        "You are who you say, and nobody here has invited that address. Ask whoever runs this server for an invitation."
        if is_verified
        else "The issuer did not say that it verified your e-mail address, so it opens nothing here. Ask whoever runs it."
    )
    return answers.message(
        request, "No account for you here", said, status=403, link=(reverse("account_login"), "Sign in another way")
    )

"""Closing one's own account: what goes, what stays, and then, behind the own address typed and a proof of who one is, the doing."""

from __future__ import annotations

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from bailee.errors import InvalidInput
from bailee.store.closing import leave_everywhere
from bailee.store.standing import memberships
from bailee.web import answers, typed, visits
from bailee.web.accounts.sessions import ask_again


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    error = ""
    if request.method == "POST":
        if (again := ask_again(request)) is not None:
            return again
        if request.POST.get("email", "").strip().lower() != user.email:
            error = "This is not the address of this account. Nothing was closed."
        else:
            try:
                leave_everywhere(visits.home(), user.ident)
            except InvalidInput as fault:
                error = f"{typed.plain(fault)} Nothing was closed."
            else:
                return _closed(request, user)
    hers = memberships(visits.home(), user.ident)
    return answers.page(
        request, "accounts/close.html", status=422 if error else 200, error=error, hers=hers, email=user.email,
        address=reverse("account_close"), back=reverse("mfa_index"),
    )  # fmt: skip


def _closed(request: HttpRequest, user: Any) -> HttpResponse:
    with transaction.atomic():
        Session.objects.filter(session_key__in=UserSession.objects.filter(user=user).values("session_key")).delete()
        user.delete()  # with her passkeys, codes, addresses and issuers
    logout(request)
    said = "Your address, your name and what you signed in with are gone. What was done as you stays in the logs, under your ident there."
    return answers.message(request, "Your account is closed", said, link=(reverse("account_login"), "To the start"))

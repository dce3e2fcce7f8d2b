"""What a session holds beside who it is: since when, on what browser, and whether a second factor was given."""

from __future__ import annotations

import hashlib
import re
import time
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from bailee.web.accounts import issuers, sent_before
from bailee.web.accounts.adapters import STRONG

BEGAN, SEEN, BROWSER, STRONG_ENOUGH = "bailee.began", "bailee.seen", "bailee.browser", "bailee.strong"
SEEN_EVERY = 60  # seconds between two notes of when a session was last seen


def browser_of(request: HttpRequest) -> str:
    """The browser without its version: an update is no other browser."""
    agent = re.sub(r"[\d._]+", "", request.headers.get("User-Agent", ""))
    return hashlib.sha256(agent.encode("utf-8", "replace")).hexdigest()[:16]


def begin(request: HttpRequest) -> None:
    """A person signed in: from now on the session's clock runs."""
    request.session[BEGAN] = request.session[SEEN] = int(time.time())
    request.session[BROWSER] = browser_of(request)
    request.session.pop(STRONG_ENOUGH, None)


def fault_of(request: HttpRequest) -> str:
    """Why a session no longer counts; empty where it does."""
    now = int(time.time())
    began, seen = request.session.get(BEGAN, 0), request.session.get(SEEN, 0)
    if now - began > settings.SESSION_COOKIE_AGE:
        return "You were signed in for 12 hours. Sign in again."
    if now - seen > settings.SESSION_IDLE_SECONDS:
        return "Nothing happened here for an hour. Sign in again."
    if request.session.get(BROWSER) != browser_of(request):
        return "This session was begun in another browser, and is ended. Sign in again."
    if now - seen >= SEEN_EVERY:
        request.session[SEEN] = now
    return ""


def renew(request: HttpRequest) -> None:
    """Somebody proved anew who she is: from now on her session goes by another key, and the one of before opens nothing."""
    before = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=before).update(session_key=request.session.session_key)


def end_others(request: HttpRequest) -> None:
    """Every session of hers but this one."""
    user: Any = request.user
    for each in UserSession.objects.filter(user_id=user.pk).exclude(session_key=request.session.session_key or ""):
        each.end()


def is_strong(request: HttpRequest) -> bool:
    """Whether more than a password stands behind this session: a second factor that was given or set up in it, a passkey, or
    the sign-in of an issuer that asked for two. One that was set up in another session is given here first."""
    if request.session.get(STRONG_ENOUGH):
        return True
    records = get_authentication_records(request, request.user)
    if any(record["method"] == "mfa" or issuers.asked_two_factors(record) for record in records):
        request.session[STRONG_ENOUGH] = True
        return True
    return False


def last_proof(request: HttpRequest) -> float:
    """When this session was last given a proof of who it is; 0 where nobody is signed in."""
    if not request.user.is_authenticated:
        return 0.0
    return max((float(record["at"]) for record in get_authentication_records(request, request.user)), default=0.0)


def note_factor(request: HttpRequest, authenticator: Authenticator) -> None:
    """A second factor was set up in this session."""
    if authenticator.type in STRONG:
        request.session[STRONG_ENOUGH] = True


def has_factor(request: HttpRequest) -> bool:
    """Whether the account has a second factor that this session could have been given."""
    user: Any = request.user
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=STRONG).exists())


def ask_again(request: HttpRequest) -> HttpResponse | None:
    """For dangerous acts: None where the person proved herself within five minutes, else the page that asks her to.

    After it what she sent goes on as it was. What cannot be kept meanwhile (a file) leads back to the page that she was on.
    """
    adapter = get_adapter(request)
    if not adapter.is_reauthentication_required(app="allauth.account"):
        sent_before.forget(request)
        return None
    ways = adapter.get_reauthentication_methods(request.user)
    if not ways:  # an account that opens by an issuer alone: its sign-in is the proof
        clear_login(request)
        adapter.logout(request)
        return HttpResponseRedirect(reverse("account_login"))
    back = (
        request.path
        if request.method in ("GET", "HEAD")
        else request.headers.get("HX-Current-URL") or request.META.get("HTTP_REFERER", "/")
    )
    path = "/" + back.split("/", 3)[3] if "://" in back and back.count("/") > 2 else back
    chosen = ways[-1] if ways[-1]["id"] != "reauthenticate" else ways[0]
    after = reverse("account_sent_before") if sent_before.keep(request, path) else path
    return HttpResponseRedirect(f"{chosen['url']}?{urlencode({'next': after})}", status=303)

"""What is written of signing in: each try, each way in that was added or taken away, each end of a session, each refusal.

    {"event": "signed-in", "account": "9f31c2…", "by": ["typed", "code"], "network": "203.0.113.0/24", "request": "9ac7e73ae0b9", …}
    {"event": "sign-in-failed", "why": "mismatch", "about": "5c1d09…", "network": "203.0.113.0/24", …}

A line names no person: an account by its ident, an address that was typed by a keyed digest, so that tries at one account can be
counted, and where it came from by the network alone. ASVS 5.0 asks for these (16.3.1 to 16.3.3); docs/safeguards.md lists them.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

from django.http import HttpRequest

from bailee import logs
from bailee.web import visits
from bailee.web.accounts import keys

_WAYS = {"password": "typed", "mfa": "second", "socialaccount": "issuer", "invitation": "link"}
_WHY = {
    "email_password_mismatch": "mismatch",
    "incorrect_password": "mismatch",
    "incorrect_code": "code",
    "too_many_login_attempts": "too-many",
    "rate_limited": "too-many",
}


def about(typed: str) -> str:
    """One digest for one address that was typed, under the key of sign-in; '' where none was."""
    if not typed:
        return ""
    key = keys.derived(visits.home(), "log of tries")
    return hmac.digest(key, typed.strip().lower().encode("utf-8", "replace"), hashlib.sha256).hex()[:12]


def event(request: HttpRequest | None, name: str, level: str = "info", **fields: logs.Field) -> None:
    where = logs.network(str(request.META.get("REMOTE_ADDR", ""))) if request is not None else ""
    user: Any = getattr(request, "user", None)
    if "account" not in fields and user is not None and user.is_authenticated:
        fields["account"] = str(user.ident)
    logs.event(name, level, **fields, network=where)


def failed(request: HttpRequest | None, code: str) -> None:
    """A proof that was none, by the code that the library gives it."""
    if (why := _WHY.get(code)) is None:
        return
    typed = str(request.POST.get("login", "")) if request is not None and request.method == "POST" else ""
    event(request, "sign-in-failed", "warning", why=why, about=about(typed))


def signed_in(sender: object, request: Any, user: Any, **_told: Any) -> None:
    records = request.session.get("account_authentication_methods", [])
    ways = [_WAYS.get(str(each.get("method")), "other") for each in records]
    event(request, "signed-in", account=str(user.ident), by=ways)


def signed_out(sender: object, request: Any, user: Any, **_told: Any) -> None:
    if user is not None:
        event(request, "signed-out", account=str(user.ident))


def way_changed(what: str) -> Any:
    """A receiver that writes down that a way in was added, taken away, or made anew."""

    def heard(sender: object, request: Any, authenticator: Any = None, **_told: Any) -> None:
        sort = str(authenticator.type) if authenticator is not None else "typed"
        event(request, "way-in-changed", "warning", what=what, sort=sort)

    return heard

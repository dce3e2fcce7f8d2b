"""The page behind an invitation: make an account, or take it with the one that there is. A used or expired link says so."""

from __future__ import annotations

import hashlib
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from bailee.errors import InvalidInput
from bailee.store import invitations
from bailee.web import answers, shown_once, visits
from bailee.web.accounts import arriving, first_run
from bailee.web.accounts.adapters import STRONG
from bailee.web.accounts.forms import NewAccountForm, NewWayForm
from bailee.web.accounts.models import Account, AccountReset

OPEN = "open-invitation"  # in a session, sealed: the link that this browser has open
_ENDED = {
    "used": ("This invitation was used", "It works once. If it was you, sign in."),
    "expired": ("This invitation is too old", "It counted for seven days. Ask whoever invited you for another one."),
    "withdrawn": ("This invitation was withdrawn", "Ask whoever invited you, if you think that it should count."),
}


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows and changes nothing: mail scanners open links, too."""
    found = invitations.find(visits.home(), token)
    if found is None:
        raise Http404
    if (unfinished := _unfinished(found)) is not None and not request.user.is_authenticated:
        return _go_on(request, unfinished)
    if found.state != "open":
        title, said = _ENDED[found.state]
        return answers.message(request, title, said, status=410, link=(reverse("account_login"), "Sign in"))
    user: Any = request.user
    there = Account.objects.filter(email=found.email).first()
    told: dict[str, Any] = {"invitation": found, "token": token, "host": arriving.host_of(request)}
    if user.is_authenticated:
        if user.email != found.email:
            return answers.page(request, "accounts/invitation_other.html", status=403, **told)
        if request.method == "POST":
            return _taken(request, token, user)
        return answers.page(request, "accounts/invitation_take.html", **told)
    shown_once.keep(request, OPEN, {"token": token})
    if there is not None and is_complete(there):
        back = {"next": reverse("invitation", kwargs={"token": token})}
        return answers.page(
            request, "accounts/invitation_sign_in.html", sign_in=f"{reverse('account_login')}?{urlencode(back)}", **told
        )
    form = NewAccountForm(request.POST if request.method == "POST" else None, initial={"way": "passkey"})
    form.invited, form.organisation_named = found.email, found.organisation_name  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        account = _new(token, found.email, form.cleaned_data)
        if account is None:
            return HttpResponseRedirect(request.path, status=303)  # it says what happened meanwhile
        shown_once.forget(request, OPEN)
        return arriving.signed_in(request, account, by_password=bool(form.cleaned_data["password"]))
    return answers.page(request, "accounts/invitation.html", status=422 if form.errors else 200, form=form, **told)


def _unfinished(found: invitations.Invitation) -> Account | None:
    """The account that this invitation made, and that nobody can sign in to yet: its passkey or its codes are still missing.
    The link opens it again until then, for as long as it would have counted: whoever has it could have made the account."""
    if found.state != "used" or found.expires_at <= timezone.now():
        return None
    account = Account.objects.filter(ident=found.account, email=found.email, is_active=True).first()
    return account if account is not None and not is_complete(account) else None


def _go_on(request: HttpRequest, account: Account) -> HttpResponse:
    """Somebody made her account and closed the browser before its second factor: she chooses once more how she signs in."""
    form = NewWayForm(request.POST if request.method == "POST" else None, initial={"way": "passkey"})
    form.invited = account.email  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            account = Account.objects.select_for_update().get(pk=account.pk)
            if is_complete(account):  # another browser was faster
                return HttpResponseRedirect(request.path, status=303)
            account.set_password(
                form.cleaned_data["password"]
            )  # of before it counts no more, nor does a session it began
            account.save()
        for each in UserSession.objects.filter(user_id=account.pk):
            each.end()
        return arriving.signed_in(request, account, by_password=bool(form.cleaned_data["password"]))
    told = {"form": form, "host": arriving.host_of(request), "email": account.email}
    return answers.page(request, "accounts/invitation_go_on.html", status=422 if form.errors else 200, **told)


@require_http_methods(["GET", "HEAD", "POST"])
def reset(request: HttpRequest, token: str) -> HttpResponse:
    """The link of `bailee unlock`: a new password or passkey, once. GET changes nothing."""
    rows = AccountReset.objects.filter(
        token_hash=hashlib.sha256(token.encode("utf-8", "replace")).hexdigest(),
        used_at=None,
        expires_at__gt=timezone.now(),
    )
    row = rows.first()
    account = Account.objects.filter(ident=row.account, is_active=True).first() if row else None
    if account is None:
        said = "It works once, for a day. Ask whoever runs this server for another one."
        return answers.message(request, "This link does not count any more", said, status=410)
    form = NewWayForm(request.POST if request.method == "POST" else None, initial={"way": "passkey"})
    form.invited = account.email  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            if not rows.update(used_at=timezone.now()):
                return HttpResponseRedirect(request.path, status=303)
            account.set_password(form.cleaned_data["password"])
            account.save()
        return arriving.signed_in(request, account, by_password=bool(form.cleaned_data["password"]))
    told = {"form": form, "host": arriving.host_of(request), "email": account.email}
    return answers.page(request, "accounts/reset.html", status=422 if form.errors else 200, **told)


def is_complete(account: Account) -> bool:
    """Whether somebody can sign in to it: it has a second factor, or an issuer."""
    return bool(
        Authenticator.objects.filter(user=account, type__in=STRONG).exists()
        or SocialAccount.objects.filter(user=account).exists()
    )


def _new(token: str, email: str, told: dict[str, Any]) -> Account | None:
    """The account and the membership, both or neither. None where the link was used meanwhile."""
    try:
        with transaction.atomic():
            Account.objects.filter(email=email).delete()  # one that was left half-way; a complete one is never here
            account = first_run.new_account(email, told["name"], told["password"])
            invitations.accept(visits.home(), token, account.ident, account.name)
            return account
    except (InvalidInput, IntegrityError):
        # Pressed twice: on PostgreSQL both make their account, and the second one's address is refused.
        return None


def _taken(request: HttpRequest, token: str, account: Account) -> HttpResponse:
    try:
        organisation = invitations.accept(visits.home(), token, account.ident, account.name)
    except InvalidInput as error:
        return answers.message(
            request, "This invitation cannot be taken", f"{error}.", status=409, link=("/", "To the start")
        )
    shown_once.forget(request, OPEN)
    return HttpResponseRedirect(f"/o/{organisation}/", status=303)


def accept_by_issuer(request: HttpRequest, addresses: set[str], name: str) -> Account | None:
    """The account of the invitation that this browser has open, where the issuer verified its address."""
    token = str((shown_once.look(request, OPEN) or {}).get("token", ""))
    found = invitations.find(visits.home(), token) if token else None
    if found is None or found.state != "open" or found.email not in addresses:
        return None
    shown_once.forget(request, OPEN)
    return _new(token, found.email, {"name": " ".join(name.split())[:200] or found.email, "password": None})

"""Whoever comes by an issuer of identities: to an account that is there, or to one that an invitation waits for."""

from __future__ import annotations

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest

from bailee.web.accounts import arriving, invited
from bailee.web.accounts.models import Account


class IssuerAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Sign-in by an issuer opens an account that is there, or one that an invitation is waiting for; it makes none."""

    def get_requests_session(self) -> Any:
        """What is asked of an issuer is answered at the address that was named, or not at all."""
        session: Any = super().get_requests_session()
        session.max_redirects = 0
        return session

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        """What the issuer says of a person: her name is taken, and nothing else."""
        sociallogin.user.name = str(data.get("name") or "")
        sociallogin.user.email = str(data.get("email") or "").lower()
        return sociallogin.user

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if sociallogin.is_existing:
            return
        # an address that the issuer did not verify proves nothing: anybody could have typed it there
        verified = {
            each.email.lower() for each in sociallogin.email_addresses if each.verified in (True, "true") and each.email
        }
        account = Account.objects.filter(email__in=verified, is_active=True).first() if verified else None
        if account is None and verified:
            account = invited.accept_by_issuer(request, verified, sociallogin.user.name)
        if account is None:
            raise ImmediateHttpResponse(arriving.nobody_here(request, is_verified=bool(verified)))
        sociallogin.connect(request, account)

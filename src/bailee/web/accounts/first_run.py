"""The first run: whoever opened the link that `bailee serve` printed makes the first account, and nobody after her.

What was scanned from the command line belongs to the first organisation: she becomes its owner. An account counts from when
a second factor stands behind it; one that was left half-way does not keep the door shut.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from bailee.operations.declare_activity import declare_organisation
from bailee.store.first_owner import claim, open_first
from bailee.store.organisations import DEFAULT_NAME
from bailee.web.accounts.adapters import STRONG
from bailee.web.accounts.models import Account


def is_done() -> bool:
    """Whether there is an account that somebody can sign in to."""
    return bool(
        Authenticator.objects.filter(type__in=STRONG, user__is_active=True).exists() or SocialAccount.objects.exists()
    )


def suggested_name(home: Path) -> str:
    """The organisation's name, where the command line was told one."""
    name = open_first(home).organisation_name
    return "" if name == DEFAULT_NAME else name


def set_up(home: Path, told: dict[str, Any]) -> Account | None:
    """The first account, owner of the first organisation. None where somebody was faster."""
    workspace = open_first(home)
    with transaction.atomic():
        _one_at_a_time()
        if is_done():
            return None
        Account.objects.all().delete()  # left half-way: nobody could sign in to them
        account = new_account(told["email"], told["name"], told["password"])
    if told["organisation"] != workspace.organisation_name:
        declare_organisation(workspace, name=told["organisation"], facts={})
    claim(workspace, account.ident, account.name, is_provider=told["kind"] == "provider")
    return account


def new_account(email: str, name: str, password: str | None) -> Account:
    """An account with the address that it is known by."""
    account = Account.objects.add(email, name, password)
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    return account


def _one_at_a_time() -> None:
    """Two who press at once: the second waits for the first one's row."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('bailee first run'))")

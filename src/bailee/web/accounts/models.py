"""Tables of sign-in that are ours. They belong to no organisation: a person may be a member of several."""

from __future__ import annotations

import secrets
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone


def new_ident() -> str:
    return secrets.token_hex(8)


class AccountManager(BaseUserManager["Account"]):
    def add(self, email: str, name: str, password: str | None) -> Account:
        """A new account. Without a password it opens by a passkey, or by an issuer that is trusted, alone."""
        account = self.model(email=email.strip().lower(), name=name.strip())
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(email=(username or "").lower())


class Account(AbstractBaseUser):
    """A person who signs in. `ident` never changes; memberships and evidence name it, never the e-mail address."""

    id = models.BigAutoField(primary_key=True)
    ident = models.TextField(unique=True, default=new_ident)
    email = models.EmailField(unique=True, max_length=254)  # lower case
    name = models.TextField()
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[AccountManager] = AccountManager()

    organisation_name = ""  # of whom it is being made for: no column, but no password either

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        app_label = "accounts"
        db_table = "account"

    def __str__(self) -> str:
        return self.ident  # what a log line may say

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class UsedLink(models.Model):
    """A link that was used: its hash. The row itself is the lock, over all processes."""

    id = models.BigAutoField(primary_key=True)
    link_hash = models.TextField(unique=True)
    used_at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "accounts"
        db_table = "used_link"


class AccountReset(models.Model):
    """A link that gives the owner of an account a new way in: made on the server's own machine (`bailee unlock`)."""

    id = models.BigAutoField(primary_key=True)
    token_hash = models.TextField(unique=True)
    account = models.TextField()  # ident
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "accounts"
        db_table = "account_reset"


class CacheEntry(models.Model):
    """Counts of attempts, shared by all processes: the table behind Django's cache."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        app_label = "accounts"
        db_table = "sign_in_cache"


def display(account: Any) -> str:
    """How pages name an account."""
    return str(account.name)

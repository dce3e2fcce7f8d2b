"""What programs that serve no pages ask of the tables of sign-in: they do not load its library for that.

can_anybody_sign_in(home)                       # False until the wizard was gone through
unlock(home, "pat@client.example")              # a link's secret: a new way in for her
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any

from bailee.errors import InvalidInput
from bailee.keys import MasterKey, OrganisationKeys
from bailee.store import database
from bailee.store.organisations import record_at
from bailee.store.rows.base import atomic, now
from bailee.store.tenancy import memberships

HOURS = 24
_PROOFS = (
    "SELECT 1 FROM mfa_authenticator m JOIN account a ON a.id = m.user_id WHERE m.type IN ('totp', 'webauthn') AND a.is_active",
    "SELECT 1 FROM socialaccount_socialaccount s JOIN account a ON a.id = s.user_id WHERE a.is_active",
)


def can_anybody_sign_in(home: Path) -> bool:
    """Whether an account has what it takes to sign in."""
    alias = database.connect(home)
    if not _is_there(alias):
        return False
    from django.db import connections

    with database.explained(home), connections[alias].cursor() as cursor:
        for statement in _PROOFS:
            cursor.execute(f"{statement} LIMIT 1")
            if cursor.fetchone() is not None:
                return True
    return False


def email_of(home: Path, account: str) -> str:
    """Where an account reads mail; empty where there is none, or it is shut."""
    from django.db import connections

    alias = database.connect(home)
    if not account or not _is_there(alias):
        return ""
    with database.explained(home), connections[alias].cursor() as cursor:
        cursor.execute("SELECT email FROM account WHERE ident = %s AND is_active", [account])
        found = cursor.fetchone()
    return str(found[0]) if found else ""


def unlock(home: Path, email: str) -> str:
    """Take away what an account signed in with, end its sessions and its tokens, and give it a new way in: a link's secret,
    kept nowhere.

    InvalidInput where nobody has that address. It is noted in each organisation that the account is a member of.
    """
    from django.db import connections

    alias = database.connect(home)
    missing = InvalidInput("there is no account of that address", hint="`bailee invite` makes one")
    if not _is_there(alias):
        raise missing
    token = secrets.token_urlsafe(24)
    kept = hashlib.sha256(token.encode()).hexdigest()
    with database.explained(home), atomic(alias), connections[alias].cursor() as cursor:
        cursor.execute("SELECT id, ident FROM account WHERE email = %s", [email.strip().lower()])
        found = cursor.fetchone()
        if found is None:
            raise missing
        number, ident = found
        nobodys = "!" + secrets.token_urlsafe(30)  # Django's sign of a password that opens nothing
        cursor.execute("UPDATE account SET password = %s WHERE id = %s", [nobodys, number])
        cursor.execute(
            "DELETE FROM django_session WHERE session_key IN (SELECT session_key FROM usersessions_usersession WHERE user_id = %s)",
            [number],
        )
        cursor.execute("DELETE FROM usersessions_usersession WHERE user_id = %s", [number])
        cursor.execute("DELETE FROM mfa_authenticator WHERE user_id = %s", [number])
        cursor.execute("DELETE FROM socialaccount_socialaccount WHERE user_id = %s", [number])
        cursor.execute("DELETE FROM account_reset WHERE account = %s", [ident])
        cursor.execute(
            "INSERT INTO account_reset (token_hash, account, expires_at) VALUES (%s, %s, %s)",
            [kept, ident, now() + timedelta(hours=HOURS)],
        )
    _end_tokens(home, alias, ident)
    return token


def _end_tokens(home: Path, alias: str, account: str) -> None:
    """Whoever had the account may have made tokens of it: none counts any more. Each organisation has it in its log."""
    from bailee.store.models import ApiToken, Organisation, TaskFeed

    master = MasterKey.open(home)
    for each in memberships(home, account):
        with database.explained(home), atomic(alias):
            database.engine(home).enter(alias, (each.number,))
            row = Organisation.objects.using(alias).get(pk=each.number)
            keys = OrganisationKeys.open(master, row.ident, bytes(row.wrapped_keys))
            hers = {"organisation_id": each.number, "member_id": each.row, "revoked_at": None}
            kinds: tuple[Any, ...] = (ApiToken, TaskFeed)
            ended = sum(kind.objects.using(alias).filter(**hers).update(revoked_at=now()) for kind in kinds)
            record_at(home, alias, row, keys, each.member, "sign-in-reset", account, tokens_revoked=ended)


def _is_there(alias: str) -> bool:
    from django.db import connections

    with connections[alias].cursor() as cursor:
        return "account_reset" in connections[alias].introspection.table_names(cursor)

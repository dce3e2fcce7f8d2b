"""Tokens of programs: shown once, kept as a keyed digest, good for what their member may do and no longer.

    grants = grants_of(home, presented)     # in which organisations, with which permissions; () for one that is not good

A token begins with `bailee_` and ends with check digits, so that whoever looks for leaked secrets knows one, and one that was
mistyped is refused without asking the database. It is looked up by its digest: PostgreSQL shows a transaction that names
a digest the rows with it, and no other.

>>> token = new_token()
>>> token[:7], len(token), is_well_formed(token), is_well_formed(token[:-1] + "!"), is_well_formed("bailee_")
('bailee_', 56, True, False, False)
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import zlib
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from bailee.keys import create_key_file
from bailee.permissions import Permission, may, role_of
from bailee.store import database
from bailee.store.rows.base import atomic, is_standing, now
from bailee.store.tenancy import Membership

PREFIX = "bailee_"
KEY_FILE = "tokens.key"
# Changes after which a membership is another one than before.
BEGINNINGS = ("added", "assigned", "broke-glass", "ended")
_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_SECRET, _CHECK = 43, 6  # 256 bits; CRC-32, as others' tokens have it
_FORM = re.compile(rf"{PREFIX}([0-9A-Za-z]{{{_SECRET}}})([0-9A-Za-z]{{{_CHECK}}})", re.ASCII)


def new_token() -> str:
    """A token that nobody has."""
    secret = "".join(secrets.choice(_LETTERS) for _ in range(_SECRET))
    return f"{PREFIX}{secret}{_check_digits(secret)}"


def is_well_formed(text: str) -> bool:
    """Whether a text may be a token: its form and its check digits."""
    found = _FORM.fullmatch(text)
    return found is not None and found[2] == _check_digits(found[1])


def _check_digits(secret: str) -> str:
    number, digits = zlib.crc32(secret.encode()), ""
    for _ in range(_CHECK):
        number, rest = divmod(number, len(_LETTERS))
        digits = _LETTERS[rest] + digits
    return digits


def digest_of(home: Path, token: str) -> str:
    """What the store keeps of a token. Its key lies in HOME/keys, not in the database."""
    key = create_key_file(home / "keys" / KEY_FILE)
    return hmac.new(key, token.encode(), hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class Grant:
    """What a token, or a person's session, may do in one organisation."""

    membership: Membership
    permissions: frozenset[Permission]  # of the token and of the member's role, both

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions


@dataclass(frozen=True, slots=True)
class Presented:
    """A token that was shown. `fault`: why it is not good any more; empty where it is."""

    ident: str
    expires_at: datetime
    grants: tuple[Grant, ...] = field(default=(), repr=False)
    fault: str = ""
    row: int = 0  # the one that counts its requests
    organisation_id: int = 0


def presented(home: Path, token: str) -> Presented | None:
    """What the store knows of a token; None where it knows none like it."""
    if not is_well_formed(token):
        return None
    alias = database.connect(home)
    stands_on = database.engine(home)
    from bailee.store.models import ApiToken, Member, Organisation

    with database.explained(home), atomic(alias):
        digest = digest_of(home, token)
        stands_on.enter(alias, (), token=digest)
        rows = list(ApiToken.objects.using(alias).filter(digest=digest).order_by("pk").defer("name"))
        if not rows:
            return None
        stands_on.enter(alias, [row.organisation_id for row in rows])
        there = Organisation.objects.using(alias).in_bulk([row.organisation_id for row in rows])
        members = Member.objects.using(alias).defer("name").in_bulk([row.member_id for row in rows])
        began = _began(alias, rows, members)
        providers = {each.provider_id for each in there.values() if each.provider_id is not None}
        stands_on.enter(alias, sorted(providers))
        idents = dict(Organisation.objects.using(alias).filter(pk__in=providers).values_list("pk", "ident"))
    first = rows[0]
    fault = "was revoked" if first.revoked_at else "has expired" if first.expires_at <= now() else ""
    grants = [
        _grant(row, there[row.organisation_id], members[row.member_id], idents)
        for row in rows
        if there[row.organisation_id].wrapped_keys
        and row.revoked_at is None
        and row.created_at >= began.get((row.organisation_id, members[row.member_id].ident), row.created_at)
        and is_standing(members[row.member_id].ended_at, members[row.member_id].until)
    ]
    kept = tuple(each for each in grants if Permission.USE_API in each.permissions)
    if not fault and not kept:
        fault = "belongs to a member who may not use one any more"
    return Presented(first.ident, first.expires_at, () if fault else kept, fault, first.pk, first.organisation_id)


def _began(alias: str, rows: list[Any], members: dict[int, Any]) -> dict[tuple[int, str], datetime]:
    """When each of these memberships last began or ended: a token that was made before comes back with no new one."""
    from django.db.models import Max

    from bailee.store.models import MemberChange

    lines = MemberChange.objects.using(alias).filter(
        organisation_id__in=[row.organisation_id for row in rows],
        member__in={members[row.member_id].ident for row in rows},
        change__in=BEGINNINGS,
    )
    newest = lines.values_list("organisation_id", "member").annotate(newest=Max("at")).order_by()
    return {(organisation, member): at for organisation, member, at in newest}


def _grant(row: Any, organisation: Any, member: Any, providers: dict[int, str]) -> Grant:
    role = role_of(member.role)
    scope = frozenset(
        each for each in Permission if each.value in row.permissions or each is Permission.USE_API if may(role, each)
    )
    membership = Membership(
        organisation.ident,
        organisation.name,
        member.ident,
        role,
        member.through,
        member.until,
        providers.get(organisation.provider_id or 0, ""),
        organisation.is_provider,
        organisation.pk,
        row=member.pk,
        account=member.account,
        provider_number=organisation.provider_id,
        wrapped_keys=bytes(organisation.wrapped_keys),
    )
    return Grant(membership, scope)


def charge(home: Path, token: Presented, requests: int) -> None:
    """What a request cost more than a usual one, in usual ones: it counts among those of its minute."""
    from django.db.models import F

    alias = database.connect(home)
    from bailee.store.models import ApiToken

    with database.explained(home), atomic(alias):
        database.engine(home).enter(alias, (token.organisation_id,))
        ApiToken.objects.using(alias).filter(pk=token.row).update(used=F("used") + requests)


def count_request(home: Path, token: Presented) -> int:
    """Note that a token was used; how many requests it made in this minute, this one with it."""
    from django.db.models import Case, F, Value, When

    alias = database.connect(home)
    from bailee.store.models import ApiToken

    at = now()
    minute = int(at.timestamp()) // 60
    with database.explained(home), atomic(alias):
        database.engine(home).enter(alias, (token.organisation_id,))
        row = ApiToken.objects.using(alias).filter(pk=token.row)
        row.update(used=Case(When(window=minute, then=F("used") + 1), default=Value(1)), window=minute, last_used_at=at)
        return int(row.values_list("used", flat=True).first() or 0)

"""Organisations of a store: made here, once, each with keys of its own."""

from __future__ import annotations

import re
import secrets
from datetime import datetime
from pathlib import Path
from typing import Any

from bailee.errors import InvalidInput
from bailee.evidence import log
from bailee.keys import MasterKey, OrganisationKeys
from bailee.permissions import Role, role_of
from bailee.store import database
from bailee.store.rows.base import atomic, is_standing, now
from bailee.store.rows.proven import append_record

OWNER = "owner"
DEFAULT_NAME = "This organisation"


def organisations(home: Path) -> tuple[str, ...]:
    """Idents, oldest first."""
    alias = database.connect(home)
    from bailee.store.models import Organisation

    with database.explained(home), atomic(alias):
        database.engine(home).enter(alias, (), "*")
        return tuple(Organisation.objects.using(alias).order_by("pk").values_list("ident", flat=True))


def is_shared(home: Path) -> bool:
    """Whether several organisations live in this store, those aside whose keys were destroyed."""
    alias = database.connect(home)
    from bailee.store.models import Organisation

    with database.explained(home), atomic(alias):
        database.engine(home).enter(alias, (), "*")
        return Organisation.objects.using(alias).exclude(wrapped_keys=b"").count() > 1


def numbers_of(home: Path, alias: str) -> list[int]:
    """Numbers of all organisations, in the transaction that is open."""
    from bailee.store.models import Organisation

    database.engine(home).enter(alias, (), "*")
    return list(Organisation.objects.using(alias).order_by("pk").values_list("pk", flat=True))


def create_organisation(
    home: Path, name: str, *, owner: str = OWNER, only_first: bool = False, is_provider: bool = False
) -> str:
    """A new organisation with its keys and its owner; its ident. `only_first`: the one that is there, if there is one.

    `is_provider`: one that looks after others, its clients (`tenancy.create_client`).
    """
    alias = database.connect(home)
    stands_on = database.engine(home)
    from bailee.store.models import Organisation

    # the lock is taken first: of two processes that open a new store at once, the second sees the first one's rows
    with database.explained(home), atomic(alias):
        stands_on.serialise(alias, 0)
        stands_on.enter(alias, (), "*")
        first = Organisation.objects.using(alias).order_by("pk").first()
        if only_first and first is not None:
            ident: str = first.ident
            return ident
        # a store that has rows and lost its master key must not get another one
        master = MasterKey.open(home) if first is not None else MasterKey.create(home)
        row, keys = lay_organisation(home, alias, master, name, is_provider=is_provider)
        role = Role.PROVIDER_OWNER if is_provider else Role.CLIENT_OWNER
        lay_member(alias, row.pk, keys, owner, name=owner, role=role)
        begin_log(home, alias, row, keys, owner)
        return str(row.ident)


def lay_organisation(
    home: Path, alias: str, master: MasterKey, name: str, *, is_provider: bool = False, provider: int | None = None
) -> tuple[Any, OrganisationKeys]:
    """The row of a new organisation and its keys, in the transaction that is open; the transaction is about it from then on."""
    from bailee.store.models import Organisation

    stands_on = database.engine(home)
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40] or "organisation"
    ident = f"{slug}-{secrets.token_hex(3)}"
    keys, wrapped = OrganisationKeys.create(master, ident)
    number = next(stands_on.numbers(alias, Organisation._meta.db_table, "organisation_id"))
    stands_on.enter(alias, (number,))
    row = Organisation.objects.using(alias).create(
        pk=number,
        ident=ident,
        name=name,
        wrapped_keys=wrapped,
        provider_id=provider,
        is_provider=is_provider,
        created_at=now(),
    )
    return row, keys


def begin_log(home: Path, alias: str, row: Any, keys: OrganisationKeys, member: str, **details: Any) -> None:
    """The first record of an organisation's log: one that is empty was emptied."""
    told = {"log_key": keys.verify_key.hex(), "recovery_recipient": keys.recovery_recipient, **details}
    record = log.Record(row.pk, log.now(), member, "organisation-created", row.ident, told)
    append_record(home, alias, keys, None, record)


def record_at(
    home: Path, alias: str, row: Any, keys: OrganisationKeys, member: str, action: str, subject: str, **details: Any
) -> None:
    """A record in the log of an organisation, in the transaction that is open and about it (among others)."""
    from bailee.store.models import Checkpoint

    database.engine(home).serialise(alias, row.pk)
    rows = Checkpoint.objects.using(alias).filter(organisation_id=row.pk).order_by("-size")
    newest = rows.values(*log.CHECKPOINT_COLUMNS).first()
    called = row.log_number or row.pk
    record = log.Record(called, log.now(), member, action, subject, details)
    before = log.CheckpointRow(**{**newest, "organisation_id": called}) if newest else None
    append_record(home, alias, keys, before, record, row.pk)


def add_member(
    home: Path,
    organisation: str,
    ident: str,
    *,
    name: str = "",
    role: Role | str = Role.CLIENT_AUDITOR,
    account: str = "",
    until: datetime | None = None,
    through: str = "",
) -> None:
    """Another person of an organisation, who may read unless a role is named. Whoever calls this asked whether it may."""
    alias = database.connect(home)
    from bailee.store.models import Organisation

    with database.explained(home), atomic(alias):
        database.engine(home).enter(alias, (), organisation)
        row = Organisation.objects.using(alias).get(ident=organisation)
        database.engine(home).enter(alias, (row.pk,))
        keys = OrganisationKeys.open(MasterKey.open(home), row.ident, bytes(row.wrapped_keys))
        lay_member(alias, row.pk, keys, ident, name=name, role=role, account=account, until=until, through=through)


def lay_member(
    alias: str,
    organisation: int,
    keys: OrganisationKeys,
    ident: str,
    *,
    name: str = "",
    role: Role | str,
    account: str = "",
    until: datetime | None = None,
    through: str = "",
    by: str = "",
    change: str = "added",
    reason: bytes | None = None,
) -> None:
    """The row of a member, and the first line of her history, in the transaction that is open."""
    from bailee.store.models import Member

    row = Member.objects.using(alias).create(
        organisation_id=organisation,
        ident=ident,
        name=keys.encrypt_field("member.name", (name or ident).encode()),
        role=role_of(role).value,
        account=account,
        until=until,
        through=through,
        created_at=now(),
    )
    append_change(alias, row, change, by or ident, reason=reason)


def append_change(
    alias: str, row: Any, change: str, by: str, *, reason: bytes | None = None, at: datetime | None = None
) -> None:
    """A line of a member's history: what her row says from now on."""
    from bailee.store.models import MemberChange

    MemberChange.objects.using(alias).create(
        organisation_id=row.organisation_id,
        member=row.ident,
        account=row.account,
        role=role_of(row.role).value,
        through=row.through,
        until=row.until,
        change=change,
        reason=reason,
        by=by,
        at=at or now(),
    )


def begin_history(alias: str, row: Any) -> None:
    """Of a member from before there was a history: the first line, before the first change."""
    from bailee.store.models import MemberChange

    lines = MemberChange.objects.using(alias).filter(organisation_id=row.organisation_id, member=row.ident)
    if not lines.exists():
        append_change(alias, row, "added", "", at=row.created_at)


def free_account(alias: str, organisation: int, account: str) -> None:
    """InvalidInput where an account is a member there. One that is a member no more gives its account to the new row."""
    from bailee.store.models import Member

    for row in Member.objects.using(alias).filter(organisation_id=organisation, account=account) if account else ():
        if is_standing(row.ended_at, row.until):
            raise InvalidInput(
                "this account is another member of this organisation",
                hint="end that membership first, or change its role",
            )
        row.account = ""  # the history keeps whose it was
        row.save(using=alias, update_fields=["account"])

"""What every part of the door shares: who stands in it, transactions, encrypted columns."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import get_ident
from typing import Any

from bailee.errors import CannotRead, NotAllowed
from bailee.keys import MasterKey, OrganisationKeys
from bailee.permissions import READING, TABLE, Permission, Role, may, may_change_something, role_of
from bailee.store import arrivals, database


class Door:
    """One member in one organisation. Making one is the authorisation: NotAllowed where the member is not of it."""

    def __init__(self, home: Path, organisation: str, member: str, *, master: MasterKey | None = None) -> None:
        self.home = home.absolute()
        self.alias = database.connect(self.home)
        self._engine = database.engine(self.home)
        from bailee.store.models import Member, Organisation

        with database.explained(self.home), atomic(self.alias):
            # the same words for an organisation that is not there: whoever asks learns nothing
            refused = NotAllowed("this member has no access to this organisation", hint="ask its owner to be added")
            self._engine.enter(self.alias, (), organisation)
            ours = Organisation.objects.using(self.alias).filter(ident=organisation).first()
            if ours is None:
                raise refused
            self._engine.enter(self.alias, (ours.pk,))
            row = Member.objects.using(self.alias).filter(organisation_id=ours.pk, ident=member).first()
            if row is None or not is_standing(row.ended_at, row.until):
                raise refused
        if not ours.wrapped_keys:
            raise CannotRead("the keys of this organisation were destroyed; nothing of it can be read any more")
        self.organisation_id: int = ours.pk
        self.organisation = ours.ident
        self.member_id: int = row.pk
        self.member = row.ident
        self.is_provider: bool = ours.is_provider
        self.provider_number: int | None = ours.provider_id  # of the organisation whose client this one is
        self.account: str = row.account
        self.role: Role = role_of(row.role)
        self.through: str = row.through
        self.until: datetime | None = row.until
        self.scope: frozenset[Permission] | None = None  # of a token: less than the role may; None: all of it
        self._changing: set[int] = set()  # threads that are in a transaction of this door's
        self.keys = OrganisationKeys.open(master or MasterKey.open(self.home), ours.ident, bytes(ours.wrapped_keys))

    def may(self, permission: Permission) -> bool:
        """Whether this member's role has a permission, and the token that speaks for her too."""
        return may(self.role, permission) and (self.scope is None or permission in self.scope)

    def require(self, permission: Permission) -> None:
        """NotAllowed, naming who may, where this member's role lacks a permission."""
        if may(self.role, permission) and not self.may(permission):
            raise NotAllowed(
                f"this token may not {permission.value.replace('-', ' ')} here",
                hint="make one with this permission: a token has those that it was given, and no others",
            )
        if not self.may(permission):
            raise NotAllowed(
                f"as {self.role.label} you may not {permission.value.replace('-', ' ')} here",
                hint=f"ask one who may: {', '.join(role.label for role in Role if permission in TABLE[role])}",
            )

    @property
    def may_write(self) -> bool:
        return may_change_something(self.role) and (
            self.scope is None or bool(self.scope - READING - {Permission.USE_API})
        )

    @contextmanager
    def transaction(self, permission: Permission | None = None) -> Iterator[None]:
        """One change, all or nothing; the only way to write. Operations put the change and its evidence into one.

        NotAllowed for a member whose role lacks the permission, and, where none is named, for one who may only look.
        What is written inside another transaction of this door is part of it.
        """
        thread = get_ident()
        is_outer = thread not in self._changing
        if permission is not None:
            self.require(permission)
        elif is_outer and not self.may_write:
            raise NotAllowed("you may read this organisation, and not change it", hint="ask one of its owners")
        self._changing.add(thread)
        try:
            with database.explained(self.home), self._seeing():
                yield
        finally:
            if is_outer:
                self._changing.discard(thread)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with database.explained(self.home), seeing(self.home, self.alias, self.organisation_id):
            yield

    @contextmanager
    def _seeing(self) -> Iterator[None]:
        """A transaction in which the database shows this organisation's rows; one inside another is a part of it."""
        from django.db import connections

        is_inside = connections[self.alias].in_atomic_block
        with atomic(self.alias):
            if not is_inside:
                self._engine.enter(self.alias, (self.organisation_id,))
            yield

    def close(self) -> None:
        """Close this thread's connection."""
        database.disconnect(self.home)

    def _rows(self, model: Any) -> Any:
        """Rows of this organisation, and of no other."""
        return model.objects.using(self.alias).filter(organisation_id=self.organisation_id)

    def _add(self, model: Any, **values: Any) -> Any:
        return model.objects.using(self.alias).create(organisation_id=self.organisation_id, **values)

    def numbers(self, table: str) -> Iterator[int]:
        """New row numbers of a table that is written by the thousand."""
        return self._engine.numbers(self.alias, table)

    def _encrypted(self, field: str, value: Any) -> bytes:
        return self.keys.encrypt_field(field, json.dumps(value, separators=(",", ":")).encode())

    def _decrypted(self, field: str, ciphertext: Any) -> Any:
        return json.loads(self.keys.decrypt_field(field, bytes(ciphertext)))

    def fingerprint(self, purpose: str, value: str) -> str:
        """Keyed fingerprint under this organisation's keys, to compare with findings' and their normal forms."""
        return arrivals.printed(self.keys, purpose, value)


@contextmanager
def seeing(home: Path, alias: str, organisation: int) -> Iterator[None]:
    """Reading an organisation's rows: in a transaction where the database asks whose rows it shows."""
    from django.db import connections

    engine = database.engine(home)
    if not engine.needs_transactions or connections[alias].in_atomic_block:
        yield
        return
    with atomic(alias):
        engine.enter(alias, (organisation,))
        yield


def atomic(alias: str) -> AbstractContextManager[None]:
    """A transaction, or a part of the one that is open."""
    from django.db import transaction

    return transaction.atomic(using=alias)


def is_standing(ended_at: datetime | None, until: datetime | None) -> bool:
    """Whether a membership holds now: it was not ended, and its time is not over."""
    return ended_at is None and (until is None or until > now())


def now() -> datetime:
    return datetime.now(UTC)

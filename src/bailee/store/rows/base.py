"""What every part of the door shares: who stands in it, transactions, encrypted columns."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import get_ident
from typing import Any

from bailee.errors import CannotRead, NotAllowed
from bailee.keys import MasterKey, OrganisationKeys
from bailee.permissions import READING, TABLE, Permission, Role, may, may_change_something
from bailee.store import arrivals, database
from bailee.store.asking import atomic as atomic
from bailee.store.asking import is_standing as is_standing
from bailee.store.asking import now as now
from bailee.store.asking import today as today
from bailee.store.asking import written
from bailee.store.standing import Membership, standing_of


class Door:
    """One member in one organisation. Making one is the authorisation: NotAllowed where the member is not of it."""

    def __init__(
        self,
        home: Path,
        organisation: str,
        member: str,
        *,
        master: MasterKey | None = None,
        standing: Membership | None = None,
    ) -> None:
        """`standing`: the membership, where this request looked it up a moment ago: it is not looked up twice."""
        self.home = home.absolute()
        self.alias = database.connect(self.home)
        self._engine = database.engine(self.home)
        if standing is None:
            standing = standing_of(self.home, organisation, member)
        elif (standing.organisation, standing.member) != (organisation, member):
            raise NotAllowed("this is another membership")
        if not standing.wrapped_keys:
            raise CannotRead("the keys of this organisation were destroyed; nothing of it can be read any more")
        self.organisation_id = standing.number
        self.log_number = standing.log_number or standing.number  # by which its log calls it
        self.organisation = standing.organisation
        self.member_id = standing.row
        self.member = standing.member
        self.is_provider = standing.is_provider
        self.provider_number = standing.provider_number  # of the organisation whose client this one is
        self.account = standing.account
        self.role = standing.role
        self.through = standing.through
        self.until = standing.until
        self.scope: frozenset[Permission] | None = None  # of a token: less than the role may; None: all of it
        self._changing: set[int] = set()  # threads that are in a transaction of this door's
        master = master or MasterKey.open(self.home)
        self.keys = OrganisationKeys.open(master, standing.organisation, standing.wrapped_keys)

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
    def owns_server(self) -> bool:
        """Whether the server is this organisation's: it is the first of its store, whose people set it up."""
        return self._first_organisation() == self.organisation_id

    @property
    def is_on_own_server(self) -> bool:
        """Whether the server is this organisation's or its provider's, and not that of a stranger who shares it."""
        return self._first_organisation() in (self.organisation_id, self.provider_number)

    def _first_organisation(self) -> int:
        with database.explained(self.home), atomic(self.alias):
            self._engine.enter(self.alias, (self.organisation_id,), "*")
            ((first,),) = written(self.alias, "SELECT min(organisation_id) FROM organisation")
            self._engine.enter(
                self.alias, (self.organisation_id,)
            )  # the rest of a transaction that was open is about us
        return int(first)

    @property
    def may_write(self) -> bool:
        return may_change_something(self.role) and (
            self.scope is None or bool(self.scope - READING - {Permission.USE_API, Permission.SIGN_OWN})
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
    def reading(self) -> Iterator[None]:
        """Several readings as one: a page asks for its rows in one transaction instead of ten."""
        with self._reading():
            yield

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

    def _written(self, statement: str, *values: Any) -> list[Any]:
        """Rows of a statement that is written out, inside `_reading`. What every page asks is: putting it together from a
        query of Django's takes longer than the database takes to answer. It names this organisation itself."""
        return written(self.alias, statement, *values)

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

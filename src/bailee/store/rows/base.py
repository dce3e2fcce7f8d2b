"""What every part of the door shares: who stands in it, transactions, encrypted columns."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bailee.errors import CannotRead, NotAllowed
from bailee.keys import MasterKey, OrganisationKeys, fingerprint
from bailee.store import database


class Door:
    """One member in one organisation. Making one is the authorisation: NotAllowed where the member is not of it."""

    def __init__(self, home: Path, organisation: str, member: str, *, master: MasterKey | None = None) -> None:
        self.home = home.absolute()
        self.alias = database.connect(self.home)
        from bailee.store.models import Member, Organisation

        with database.explained(self.home):
            row = (
                Member.objects.using(self.alias)
                .select_related("organisation")
                .filter(organisation__ident=organisation, ident=member)
                .first()
            )
            if row is None:
                # the same words for an organisation that is not there: whoever asks learns nothing
                raise NotAllowed("this member has no access to this organisation", hint="ask its owner to be added")
            ours: Organisation = row.organisation
        if not ours.wrapped_keys:
            raise CannotRead("the keys of this organisation were destroyed; nothing of it can be read any more")
        self.organisation_id: int = ours.pk
        self.organisation = ours.ident
        self.member_id: int = row.pk
        self.member = row.ident
        self.role = row.role
        self.keys = OrganisationKeys.open(master or MasterKey.open(self.home), ours.ident, bytes(ours.wrapped_keys))

    @property
    def may_write(self) -> bool:
        return self.role == "owner"

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One change, all or nothing; the only way to write. Operations put the change and its evidence into one.

        NotAllowed for a member who may only read.
        """
        from django.db import transaction

        if not self.may_write:
            raise NotAllowed("you may read this organisation, and not change it", hint="ask one of its owners")
        with database.explained(self.home), transaction.atomic(using=self.alias):
            yield

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with database.explained(self.home):
            yield

    def close(self) -> None:
        """Close this thread's connection."""
        database.disconnect(self.home)

    def _rows(self, model: Any) -> Any:
        """Rows of this organisation, and of no other."""
        return model.objects.using(self.alias).filter(organisation_id=self.organisation_id)

    def _add(self, model: Any, **values: Any) -> Any:
        return model.objects.using(self.alias).create(organisation_id=self.organisation_id, **values)

    def _encrypted(self, field: str, value: Any) -> bytes:
        return self.keys.encrypt_field(field, json.dumps(value, separators=(",", ":")).encode())

    def _decrypted(self, field: str, ciphertext: Any) -> Any:
        return json.loads(self.keys.decrypt_field(field, bytes(ciphertext)))

    def fingerprint(self, purpose: str, value: str) -> str:
        """Keyed fingerprint under this organisation's key, to compare with findings' and their normal forms."""
        return fingerprint(self.keys.fingerprint_key, purpose, value)


def now() -> datetime:
    return datetime.now(UTC)

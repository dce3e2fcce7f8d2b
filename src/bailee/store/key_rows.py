"""An organisation's keys as the store keeps them: read and replaced inside the transaction of the record that says so."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from bailee.errors import CannotRead
from bailee.keys import MasterKey, OrganisationKeys
from bailee.keys.bundle import Bundle
from bailee.store import database
from bailee.store.organisations import record_at
from bailee.store.rows.base import Door, atomic

DESTROYED = "organisation-keys-destroyed"  # in the log of whoever destroyed them


def read(door: Door) -> Bundle:
    """The keys as they are now; inside a transaction nobody else replaces them until it ends."""
    from django.db import connections

    from bailee.store.models import Organisation

    with door._reading():
        if connections[door.alias].in_atomic_block:
            database.engine(door.home).serialise(door.alias, door.organisation_id)
        row = Organisation.objects.using(door.alias).get(pk=door.organisation_id)
        return Bundle.opened(MasterKey.open(door.home).openers, row.ident, bytes(row.wrapped_keys))


def save(door: Door, bundle: Bundle) -> None:
    """Keep other keys, in the transaction that is open; the door uses them from here on."""
    from bailee.store.models import Organisation

    wrapped = bundle.sealed(MasterKey.open(door.home).newest)
    Organisation.objects.using(door.alias).filter(pk=door.organisation_id).update(wrapped_keys=wrapped)
    door.keys = OrganisationKeys.of(bundle)


def rewrap(home: Path, organisation: str, actor: str, *, is_recorded: bool) -> bool:
    """Wrap an organisation's key with the newest master key; whether there was one to wrap. `is_recorded`: its log says so."""
    from bailee.store.models import Organisation

    alias = database.connect(home)
    stands_on = database.engine(home)
    with database.explained(home), atomic(alias):
        stands_on.enter(alias, (), organisation)
        row = Organisation.objects.using(alias).get(ident=organisation)
        stands_on.enter(alias, (row.pk,))
        stands_on.serialise(alias, row.pk)
        row.refresh_from_db()
        if not row.wrapped_keys:
            return False
        master = MasterKey.open(home)
        bundle = Bundle.opened(master.openers, row.ident, bytes(row.wrapped_keys))
        Organisation.objects.using(alias).filter(pk=row.pk).update(wrapped_keys=bundle.sealed(master.newest))
        if is_recorded:
            record_at(home, alias, row, OrganisationKeys.of(bundle), actor, "master-key-rotated", row.ident)
        return True


def wrapped_keys(home: Path, organisation: str) -> bytes:
    """CannotRead where there is no such organisation, or its keys are gone."""
    from bailee.store.models import Organisation

    alias = database.connect(home)
    with database.explained(home), atomic(alias):
        database.engine(home).enter(alias, (), organisation)
        row = Organisation.objects.using(alias).filter(ident=organisation).first()
    if row is None or not row.wrapped_keys:
        raise CannotRead("the keys of this organisation are gone already")
    return bytes(row.wrapped_keys)


def scrub(home: Path) -> None:
    """What was overwritten lies no longer in the files of the database, as far as it can be told to see to that.

    SQLite overwrites what it frees (`secure_delete`) and empties its log of writes here. PostgreSQL frees old rows by
    VACUUM, which the owner of the table may do; where the working account is none, the database does it by itself later.
    """
    from django.db import DatabaseError, connections

    connection = connections[database.connect(home)]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            with suppress(DatabaseError):
                cursor.execute("VACUUM organisation")

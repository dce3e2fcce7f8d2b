"""Every encrypted column, and how it is put under another key: row by row, in small transactions, while others work.

The name that a ciphertext is bound to is `table.column`, but for a few that are older than that rule. A new binary column
either follows it or is listed here; a test compares.

Rows that are appended and never changed get new ciphertexts, too: in a transaction that may be opened by the owner of the
tables alone, and that nobody else writes to the table in (`Engine.rewriting`). Their content stays what it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bailee.errors import CannotRead
from bailee.store import database

if TYPE_CHECKING:
    from bailee.store.rows.base import Door

OTHER_NAMES = {
    ("finding", "exact_locator"): "finding.locator",
    ("kind_found", "exact_locator"): "kind_found.locator",
    ("scanned_file", "exact_locator"): "scanned_file.locator",
    ("scanned_file", "exact_parts"): "scanned_file.parts",
    ("status_snapshot", "content"): "status_page.content",
}
NOT_FIELDS = frozenset(
    {
        ("organisation", "wrapped_keys"),
        ("agent", "public_key"),  # public
        ("agent_push", "body"),  # closed by its agent to the key of files
    }
)
ROWS = 1_000  # a transaction: some 20 ms
BYTES = (
    8 << 20
)  # of ciphertexts that are read at once, unless one row alone has more: an archive has megabytes, a paper more


@dataclass(frozen=True, slots=True)
class Reencrypted:
    """How far it came. `staying`: tables of which a row keeps the key of its time, for the database lets nobody change it, or
    it does not open."""

    changed: int
    staying: tuple[str, ...]


def columns() -> Iterator[tuple[Any, tuple[str, ...]]]:
    """Models with encrypted columns, and these."""
    from django.apps import apps
    from django.db.models import BinaryField

    for model in sorted(apps.get_app_config("store").get_models(), key=lambda each: each._meta.db_table):
        table = model._meta.db_table
        found = tuple(
            field.attname
            for field in model._meta.concrete_fields
            if isinstance(field, BinaryField) and (table, field.column) not in NOT_FIELDS
        )
        if found and any(field.attname == "organisation_id" for field in model._meta.concrete_fields):
            yield model, found


def name_of(table: str, column: str) -> str:
    """What a ciphertext in that column is bound to.

    >>> name_of("member", "name"), name_of("finding", "exact_locator")
    ('member.name', 'finding.locator')
    """
    return OTHER_NAMES.get((table, column), f"{table}.{column}")


def reencrypt(door: Door, batch_done: Callable[[str, int], None] = lambda _table, _rows: None) -> Reencrypted:
    """Put every ciphertext that is under an older key under the newest. Can be cut off anywhere, and is then taken up again."""
    changed, staying = 0, []
    for model, names in columns():
        last: Any = None
        is_appended = False
        while True:
            try:
                rows, done = _batch(door, model, names, last, is_appended)
            except _Appended:
                if is_appended:
                    staying.append(model._meta.db_table)
                    break
                is_appended = True  # the same rows again, in the way that is open to the owner of the tables alone
                continue
            except CannotRead:  # a row that no key of ours opens, or an owner that is not let in
                staying.append(model._meta.db_table)
                break
            changed += done
            if not rows:
                break
            last = rows[-1][0]
            batch_done(model._meta.db_table, len(rows))
    return Reencrypted(changed, tuple(staying))


class _Appended(Exception):
    """The database lets nobody change rows of this table."""


def _batch(door: Door, model: Any, names: tuple[str, ...], last: Any, is_appended: bool) -> tuple[list[Any], int]:
    from django.db import DatabaseError

    table = model._meta.db_table
    try:
        with database.explained(door.home), door._seeing():
            wanted = door._rows(model).order_by("pk")
            if last is not None:
                wanted = wanted.filter(pk__gt=last)
            rows = list(wanted.values_list("pk", *names)[: _fitting(wanted, names)])
            anew = [
                (key, before, after)
                for key, *values in rows
                if (after := _changed(door, table, before := dict(zip(names, values, strict=True))))
            ]
            if not is_appended:
                return rows, _write(model, door.alias, door.organisation_id, anew)
        with (
            database.explained(door.home),
            door._engine.rewriting(door.alias, table, door.organisation_id) as alias,
        ):
            return rows, _write(model, alias, door.organisation_id, anew)
    except DatabaseError as error:
        if "appended, never changed" not in str(error):
            raise
        raise _Appended from None


def _fitting(wanted: Any, names: tuple[str, ...]) -> int:
    """How many of the next rows are read at once: their lengths are asked for first, which reads none of them."""
    from django.db.models.functions import Length

    sizes = wanted.annotate(**{f"size_of_{name}": Length(name) for name in names})
    read = number = 0
    for number, row in enumerate(sizes.values_list(*(f"size_of_{name}" for name in names))[:ROWS]):
        read += sum(size or 0 for size in row)
        if read > BYTES:
            return max(number, 1)
    return number + 1


def _changed(door: Door, table: str, before: dict[str, Any]) -> dict[str, bytes]:
    """What has to be written anew of a row's ciphertexts."""
    sealed = {name: _anew(door, table, name, value) for name, value in before.items()}
    return {name: value for name, value in sealed.items() if value is not None}


def _write(model: Any, alias: str, organisation: int, anew: list[tuple[Any, dict[str, Any], dict[str, bytes]]]) -> int:
    """Ciphertexts alone, and only where nobody changed them since they were read: what she wrote is under the newest key already."""
    ours = model.objects.using(alias).filter(organisation_id=organisation)
    done = 0
    for key, before, after in anew:
        done += ours.filter(pk=key, **{name: before[name] for name in after}).update(**after)
    return done


def _anew(door: Door, table: str, column: str, value: Any) -> bytes | None:
    if value is None or (table == "known_list" and len(value) % 16 == 0):  # a list of before is no ciphertext
        return None
    kept = bytes(value)
    return door.keys.reencrypted_field(name_of(table, column), kept) if kept else None

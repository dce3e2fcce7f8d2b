"""Every encrypted column, and how it is put under another key: row by row, in small transactions, while others work.

The name that a ciphertext is bound to is `table.column`, but for a few that are older than that rule. A new binary column
either follows it or is listed here; a test compares.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bailee.errors import CannotRead

if TYPE_CHECKING:
    from bailee.store.rows.base import Door

OTHER_NAMES = {
    ("finding", "exact_locator"): "finding.locator",
    ("kind_found", "exact_locator"): "kind_found.locator",
    ("scanned_file", "exact_locator"): "scanned_file.locator",
    ("scanned_file", "exact_parts"): "scanned_file.parts",
    ("status_snapshot", "content"): "status_page.content",
}
NOT_FIELDS = frozenset({("organisation", "wrapped_keys")})
ROWS = 1_000  # a transaction: some 20 ms


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
        while True:
            rows, done, is_refused = _batch(door, model, names, last)
            changed += done
            if is_refused:
                staying.append(model._meta.db_table)
                break
            if not rows:
                break
            last = rows[-1][0]
            batch_done(model._meta.db_table, len(rows))
    return Reencrypted(changed, tuple(staying))


def _batch(door: Door, model: Any, names: tuple[str, ...], last: Any) -> tuple[list[Any], int, bool]:
    from django.db import DatabaseError

    table = model._meta.db_table
    try:
        with door._seeing():
            wanted = door._rows(model).order_by("pk")
            if last is not None:
                wanted = wanted.filter(pk__gt=last)
            rows = list(wanted.values_list("pk", *names)[:ROWS])
            done = 0
            for key, *values in rows:
                anew = {
                    name: sealed
                    for name, value in zip(names, values, strict=True)
                    if (sealed := _anew(door, table, name, value)) is not None
                }
                if anew:
                    # only where nobody changed it since it was read: what she wrote is under the newest key already
                    before = {name: value for name, value in zip(names, values, strict=True) if name in anew}
                    done += door._rows(model).filter(pk=key, **before).update(**anew)
            return rows, done, False
    except CannotRead:
        return [], 0, True
    except DatabaseError as error:
        if "appended, never changed" not in str(error):
            raise
        return [], 0, True


def _anew(door: Door, table: str, column: str, value: Any) -> bytes | None:
    if value is None or (table == "known_list" and len(value) % 16 == 0):  # a list of before is no ciphertext
        return None
    kept = bytes(value)
    return door.keys.reencrypted_field(name_of(table, column), kept) if kept else None

"""Every fingerprint of an organisation once through another key, in the transaction that is open.

A fingerprint of a fingerprint: nothing is scanned anew, and what compared before compares after. Decisions are appended,
never changed, so each is appended once more for the finding's new fingerprint; the former say what they said.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from bailee.keys import rekeyed
from bailee.keys.bundle import Bundle

if TYPE_CHECKING:
    from bailee.store.rows.archives import Archives, Rewritten
    from bailee.store.rows.base import Door

ROWS = 5_000
# Fingerprints of values and of their normal forms; of what people are known by at a device of the office and by their address,
# and of machines.
VALUES = (
    ("finding", "fingerprint"), ("normal_form", "fingerprint"), ("sign_request", "pin_hash"), ("sign_request", "email_print"),
    ("sign_request", "number_print"), ("device", "number_fingerprint"),
)  # fmt: skip
# Idents of findings, names, places and codes of links: only where a store of before had no key for them.
INDEXED = (
    ("finding", "ident"), ("finding", "group"), ("place", "path_fingerprint"), ("scanned_file", "fingerprint"),
    ("scanned_file", "folder"), ("scanned_folder", "fingerprint"), ("kind_found", "locator_fingerprint"),
    ("found_place", "fingerprint"), ("person_link", "code_hash"), ("consent_link", "code_hash"),
)  # fmt: skip
# Never rewritten: idents that are made of names and stand in the log.
STAYING = (
    ("sign_off", "name_fingerprint"), ("tool_look", "name_fingerprint"), ("gate_override", "name_fingerprint"),
    ("consent_event", "principal"), ("consent_link", "principal"),
)  # fmt: skip


def prints_anew(door: Door, before: Bundle, after: Bundle) -> Rewritten:
    """Rewrite them from one bundle's keys to the other's; how many rows, and which archives did not open."""
    value_keys = tuple(reversed(after.versions("rekey")))[len(before.versions("rekey")) :]
    index_keys = () if "index" in before.keys else (after.keys["index"],)

    def value(printed: str) -> str:
        return (
            rekeyed(value_keys, printed) if printed else ""
        )  # where there is no PIN, number or address, there is no print

    def indexed(printed: str) -> str:
        return rekeyed(index_keys, printed) if printed else ""

    _decisions(door, value, indexed)
    _rosters(door, value)
    archived = _archives(door, value, indexed)
    by_table: dict[str, dict[str, Callable[[str], str]]] = {}
    for table, column in VALUES:
        by_table.setdefault(table, {})[column] = value
    for table, column in INDEXED if index_keys else ():
        by_table.setdefault(table, {})[column] = indexed
    rows = sum(_table(door, table, columns) for table, columns in by_table.items())
    return replace(archived, findings=archived.findings + rows)


def _table(door: Door, table: str, columns: dict[str, Callable[[str], str]]) -> int:
    from django.db import connections

    connection = connections[door.alias]
    quoted = connection.ops.quote_name
    names = ", ".join(quoted(column) for column in columns)
    sets = ", ".join(f"{quoted(column)} = %s" for column in columns)
    last, done = 0, 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute(
                f"SELECT id, {names} FROM {quoted(table)} WHERE organisation_id = %s AND id > %s ORDER BY id LIMIT {ROWS}",  # noqa: S608 - names of ours
                (door.organisation_id, last),
            )
            rows = cursor.fetchall()
            if not rows:
                return done
            anew = [
                (*(make(printed) for make, printed in zip(columns.values(), prints, strict=True)), row)
                for row, *prints in rows
            ]
            cursor.executemany(f"UPDATE {quoted(table)} SET {sets} WHERE id = %s", anew)  # noqa: S608 - names of ours
            last, done = rows[-1][0], done + len(rows)


def _decisions(door: Door, value: Callable[[str], str], indexed: Callable[[str], str]) -> None:
    from bailee.store.models import Decision

    names = [field.attname for field in Decision._meta.concrete_fields if not field.primary_key]
    for rows in _few(list(door._rows(Decision).order_by("pk"))):
        copies = []
        for row in rows:
            told = {name: getattr(row, name) for name in names}
            told |= {"ident": indexed(row.ident), "fingerprint": value(row.fingerprint)}
            copies.append(Decision(**told))
        Decision.objects.using(door.alias).bulk_create(copies)


def _rosters(door: Door, value: Callable[[str], str]) -> None:
    from bailee.store.models import RosterPerson

    for row in door._rows(RosterPerson).order_by("pk").only("pk", "fingerprints"):
        anew = [[form, value(printed)] for form, printed in row.fingerprints]
        door._rows(RosterPerson).filter(pk=row.pk).update(fingerprints=anew)


def _archives(door: Door, value: Callable[[str], str], indexed: Callable[[str], str]) -> Rewritten:
    """What lies in archives compares with what stands in the tables, too."""

    def change(row: dict[str, Any]) -> dict[str, Any]:
        forms = [[form, value(printed)] for form, printed in json.loads(row["forms"])]
        told = {name: indexed(row[name]) for name in ("ident", "group", "place", "file")}
        return (
            row | told | {"fingerprint": value(row["fingerprint"]), "forms": json.dumps(forms, separators=(",", ":"))}
        )

    return cast("Archives", door).rewrite_archives(change)


def _few(rows: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(rows), ROWS):
        yield rows[start : start + ROWS]

"""Every row of a store, in words that either database reads again: what a backup is made of.

A piece is one JSON line with the names of its columns, and then one line a row. Bytes are base64, times ISO 8601 in UTC;
numbers of rows stay as they are, so that what points at them still does.

    for piece in pieces(alias, 5_000): …            # inside Engine.snapshot
    load(alias, piece.table, piece.content)          # inside one transaction
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from bailee.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Piece:
    """Some rows of one table."""

    table: str
    rows: int
    content: bytes


# Parts of Django that hold what a backup holds: the store's rows, and who signs in how. Sessions begin anew after a
# restore; links that were used and counts of attempts are about a server that ran.
_PARTS = ("store", "accounts", "account", "mfa", "socialaccount")
_LEFT_OUT = ("used_link", "account_reset", "sign_in_cache")
SIGN_IN = "account"  # a table that is there from the first time that a server ran on this store


def pieces(alias: str, size: int) -> Iterator[Piece]:
    """All rows of all tables, organisations first, `size` rows at a time. InvalidInput where some would be left out unseen."""
    there = _tables_there(alias)
    if SIGN_IN in there and SIGN_IN not in tables():
        raise InvalidInput(
            "this store holds accounts of a server, which is not installed here", hint='pip install "bailee[server]"'
        )
    for model in _models():
        if model._meta.db_table not in there:  # no server ran on it
            continue
        fields = model._meta.concrete_fields
        head = json.dumps({"columns": [[field.column, _sort(field)] for field in fields]}).encode()
        names = [field.attname for field in fields]
        out = [_OUT[_sort(field)] for field in fields]
        rows = iter(model._base_manager.using(alias).order_by("pk").values_list(*names).iterator(chunk_size=size))
        while few := list(islice(rows, size)):
            lines = [json.dumps([write(value) for write, value in zip(out, row, strict=True)]).encode() for row in few]
            yield Piece(model._meta.db_table, len(few), b"\n".join([head, *lines]) + b"\n")


def tables() -> tuple[str, ...]:
    """Tables in the order in which they are written out."""
    return tuple(model._meta.db_table for model in _models())


def load(alias: str, table: str, content: bytes) -> int:
    """Write the rows of a piece; how many there were. InvalidInput where they are no rows of a table of ours."""
    from django.db import connections

    connection = connections[alias]
    lines = content.splitlines()
    try:
        columns = [(str(name), str(sort)) for name, sort in json.loads(lines[0])["columns"]]
        read = [_IN[sort] for _, sort in columns]
        rows = [[back(value) for back, value in zip(read, json.loads(line), strict=True)] for line in lines[1:]]
    except (ValueError, KeyError, TypeError, IndexError):
        raise InvalidInput("this backup holds rows that are none") from None
    if not {name for name, _ in columns} <= _columns(alias, table):
        raise InvalidInput(
            "this backup holds rows of a table that this bailee does not know",
            hint='where it is of a server: pip install "bailee[server]"',
        )
    if connection.vendor == "sqlite":
        times = [number for number, (_, sort) in enumerate(columns) if sort == "time"]
        for row in rows:
            for number in times:
                row[number] = row[number] and row[number].replace(tzinfo=None).isoformat(" ")
    name = connection.ops.quote_name
    listed, places = ", ".join(name(column) for column, _ in columns), ", ".join(["%s"] * len(columns))
    into = f"INSERT INTO {name(table)} ({listed})"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(f"{into} VALUES ({places})", rows)
        else:
            _copied(cursor, into, name(table), listed, rows)
    return len(rows)


def _copied(cursor: Any, into: str, table: str, listed: str, rows: list[list[Any]]) -> None:
    """By COPY, which PostgreSQL refuses for a table that has rules by row: so into one beside it, and from there by one statement.

    A statement for each row is planned and checked for each row: it took most of the time of a restore.
    """
    cursor.execute(f"CREATE TEMPORARY TABLE piece ON COMMIT DROP AS SELECT {listed} FROM {table} WITH NO DATA")  # noqa: S608 - as above
    with cursor.copy(f"COPY piece ({listed}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    cursor.execute(f"{into} SELECT {listed} FROM piece")  # noqa: S608 - names that the database itself gave
    cursor.execute("DROP TABLE piece")


def _models() -> list[Any]:
    from django.apps import apps

    parts = [part for part in apps.get_app_configs() if part.label in _PARTS]
    models = [model for part in parts for model in part.get_models() if model._meta.db_table not in _LEFT_OUT]
    return sorted(models, key=lambda model: (model._meta.db_table != "organisation", model._meta.db_table))


def _tables_there(alias: str) -> set[str]:
    from django.db import connections

    with connections[alias].cursor() as cursor:
        return set(connections[alias].introspection.table_names(cursor))


def _columns(alias: str, table: str) -> set[str]:
    """Columns of a table of ours, as the database itself has them; none where it is not there."""
    from django.db import connections

    if table not in tables():
        return set()
    asked = {
        "sqlite": "SELECT name FROM pragma_table_info(%s)",
        "postgresql": "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = %s",
    }
    with connections[alias].cursor() as cursor:
        cursor.execute(asked[connections[alias].vendor], (table,))
        return {name for (name,) in cursor.fetchall()}


def _sort(field: Any) -> str:
    inside = field.target_field if field.is_relation else field
    return {"BinaryField": "bytes", "DateTimeField": "time", "DateField": "day", "JSONField": "json"}.get(
        inside.get_internal_type(), "plain"
    )


_OUT: dict[str, Callable[[Any], Any]] = {
    "plain": lambda value: value,
    "json": lambda value: value,
    "bytes": lambda value: None if value is None else base64.b64encode(bytes(value)).decode(),
    "time": lambda value: None if value is None else value.astimezone(UTC).isoformat(),
    "day": lambda value: None if value is None else value.isoformat(),
}
_IN: dict[str, Callable[[Any], Any]] = {
    "plain": lambda value: value,
    "json": lambda value: None if value is None else json.dumps(value),
    "bytes": lambda value: None if value is None else base64.b64decode(value),
    "time": lambda value: None if value is None else datetime.fromisoformat(value),
    "day": lambda value: None if value is None else date.fromisoformat(value),
}

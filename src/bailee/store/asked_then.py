"""A question as of a past day, on PostgreSQL: the tables that it names stand before it, as they were.

>>> print(as_of_then('SELECT "id" FROM "finding" WHERE "id" > %s', {"finding": "SELECT 1", "fact": "SELECT 2"}))
WITH "finding" AS NOT MATERIALIZED (SELECT 1) SELECT "id" FROM "finding" WHERE "id" > %s
>>> print(as_of_then("WITH RECURSIVE a AS (…) SELECT * FROM a, fact", {"finding": "SELECT 1", "fact": "SELECT 2"}))
WITH RECURSIVE "fact" AS NOT MATERIALIZED (SELECT 2), a AS (…) SELECT * FROM a, fact

A name that stands in WITH goes before a table of that name, wherever the search path leads, and lives as long as its question. Nothing is
made in the database: views for all tables, laid anew in each transaction, took 80 ms of processor whatever was asked, and wanted the right
to make temporary ones. NOT MATERIALIZED: planned as a view is, with what the question asks of it
(https://www.postgresql.org/docs/15/queries-with.html#QUERIES-WITH-CTE-MATERIALIZATION).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

_WORDS = re.compile(r"[a-z_]+")
_ASKS = re.compile(r"\s*(?:(WITH(?:\s+RECURSIVE)?)\b|SELECT\b|\()", re.IGNORECASE)


def named_in(statement: str, tables: Mapping[str, Any]) -> list[str]:
    """Tables whose names are in a question; one that is only a column's word is not looked at by the database. None of what is no question.

    >>> named_in('SELECT "member" FROM "fact"', {"finding": "", "fact": "", "member": ""})
    ['fact', 'member']
    >>> named_in('DELETE FROM "fact"', {"fact": ""})
    []
    """
    if not _ASKS.match(statement):
        return []
    return sorted(tables.keys() & set(_WORDS.findall(statement)))


def as_of_then(statement: str, tables: Mapping[str, str]) -> str:
    """A question over its tables of then; anything else as it is. `tables`: by name, what each is."""
    named = named_in(statement, tables)
    if not named:
        return statement
    before = ", ".join(f'"{table}" AS NOT MATERIALIZED ({tables[table]})' for table in named)
    asks = _ASKS.match(statement)
    if asks is None or asks[1] is None:
        return f"WITH {before} {statement}"
    return f"{asks[1]} {before},{statement[asks.end() :]}"


def rows_as_table(model: Any, rows: Sequence[Any], connection: Any) -> str:
    """Rows that stand in no table, as what a table of theirs is: each value written out by the driver, of its column's type."""
    from psycopg import sql

    fields = model._meta.concrete_fields
    driver = connection.connection
    names = [sql.Identifier(field.column).as_string(driver) for field in fields]
    types = [field.db_type(connection) for field in fields]

    def written(row: Any) -> str:
        values = (field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields)
        return ", ".join(
            f"{sql.Literal(value).as_string(driver)}::{kind} AS {name}"
            for value, kind, name in zip(values, types, names, strict=True)
        )

    if not rows:
        nothing = ", ".join(f"NULL::{kind} AS {name}" for kind, name in zip(types, names, strict=True))
        return f"SELECT {nothing} WHERE FALSE"
    return " UNION ALL ".join(f"SELECT {written(row)}" for row in rows)

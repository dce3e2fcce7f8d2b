"""By SQL, with the account that the program works with: what a transaction of one tenant's sees and changes of the other's.

Not through models, and without a filter of ours: as code would that forgot to.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bailee.store import database
from bailee.store.rows.base import atomic
from isolation.tenants import Tenant


@dataclass
class Tried:
    """Statements, and what went wrong with them."""

    tables: int = 0
    statements: int = 0
    seen: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)


def try_sql(home: Path, ours: Tenant, theirs: Tenant) -> Tried:
    """Read, count, change, delete, give away and write rows of the other tenant's in every table that has some."""
    tried = Tried()
    mine = [each.organisation_id for each in (ours.owner, *ours.others.values())]
    others = [each.organisation_id for each in (theirs.owner, *theirs.others.values())]
    for table in _tables(home, ours.owner.alias):
        tried.tables += 1
        listed = ",".join(map(str, others))
        whose = f'"{table}" WHERE organisation_id IN ({listed})'
        for says in (mine[:1], mine, []):
            if (count := _run(tried, home, ours, says, f"SELECT * FROM {whose}")) > 0:  # noqa: S608 - names of ours
                tried.seen.append(f"{table}: {count} rows of the other tenant, in a transaction about {len(says)}")
            if _run(tried, home, ours, says, f"SELECT count(*) FROM {whose}", is_count=True) > 0:  # noqa: S608
                tried.seen.append(f"{table}: their number")
            same = whose.replace(" WHERE", " SET organisation_id = organisation_id WHERE")
            for verb in (f"UPDATE {same}", f"DELETE FROM {whose}"):  # noqa: S608
                if _run(tried, home, ours, says, verb) > 0:
                    tried.changed.append(f"{table}: {verb.split()[0]} in a transaction about {len(says)}")
        give = f'UPDATE "{table}" SET organisation_id = {others[0]} WHERE organisation_id = {mine[0]}'  # noqa: S608
        if _run(tried, home, ours, mine, give) > 0:
            tried.changed.append(f"{table}: a row was given away")
        if _run(tried, home, ours, None, f'SELECT * FROM "{table}"') > 0:  # noqa: S608
            tried.seen.append(f"{table}: rows in a transaction that says nothing")
    return tried


def _tables(home: Path, alias: str) -> list[str]:
    from django.db import connections

    with connections[alias].cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
            "WHERE c.relkind = 'r' AND a.attname = 'organisation_id' AND NOT a.attisdropped ORDER BY 1"
        )
        return [name for (name,) in cursor.fetchall()]


def _run(
    tried: Tried, home: Path, ours: Tenant, says: list[int] | None, statement: str, *, is_count: bool = False
) -> int:
    """How many rows it saw or changed; 0 where the database refused. Nothing of it is kept."""
    from django.db import DatabaseError, connections, transaction

    alias = ours.owner.alias
    tried.statements += 1
    try:
        with atomic(alias):
            if says is not None:
                database.engine(home).enter(alias, says)
            with connections[alias].cursor() as cursor:
                cursor.execute(statement)
                if is_count:
                    found: Any = cursor.fetchone()[0]
                else:
                    found = len(cursor.fetchall()) if statement.startswith("SELECT") else cursor.rowcount
            transaction.set_rollback(True, using=alias)
            return int(found)
    except DatabaseError:
        return 0

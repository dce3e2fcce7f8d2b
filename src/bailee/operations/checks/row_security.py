"""Every table of an organisation's is under row-level security, forced on its owner too, and what is appended cannot be changed."""

from __future__ import annotations

from collections.abc import Iterator

from bailee.operations.checks.told import Around, State, Told, Who, ok
from bailee.store import database, inspection

RANK = 4


def check(around: Around) -> Iterator[Told]:
    if not database.engine(around.home).needs_transactions:
        return
    try:
        seen = inspection.look(around.home)
    except inspection.Unreachable:
        return  # told once, by `database`
    if not seen.tables:
        return
    open_tables = sorted(table for table, is_bound in seen.tables.items() if not is_bound)
    if open_tables:
        yield Told(
            State.CRITICAL, f"row-level security is not forced on {', '.join(open_tables)}: clients' rows may be seen by others",
            "; ".join(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY' for table in open_tables)
            + "; where a policy is missing, restore the schema from a backup",
            Who.DATABASE,
        )  # fmt: skip
    if seen.disabled_triggers:
        named = ", ".join(f"{table}.{trigger}" for table, trigger in seen.disabled_triggers)
        yield Told(
            State.CRITICAL, f"triggers that keep what was appended are off: {named}",
            "; ".join(f'ALTER TABLE "{table}" ENABLE TRIGGER "{trigger}"' for table, trigger in seen.disabled_triggers),
            Who.DATABASE,
        )  # fmt: skip
    if not open_tables and not seen.disabled_triggers:
        yield ok(f"row-level security is forced on all {len(seen.tables)} tables of organisations")

"""What lies in a store, looked through for what must not lie there in the clear: every file, and on a server every row of every table.

assert found(world.alice, b"512-44-7313") == []
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bailee.store.workspace import Workspace


def files(folder: Path, pattern: str = "*") -> list[Path]:
    """Files below a folder: some, or there is nothing to say about them."""
    there = [path for path in folder.rglob(pattern) if path.is_file()]
    assert there, f"no {pattern} lies there: nothing would be looked at"
    return there


def found(workspace: Workspace, *values: bytes) -> list[str]:
    """Files of the store and tables in which one of the values stands, in whatever case, or in hexadecimal figures."""
    wanted = [form for value in values for form in (value.lower(), value.hex().encode())]
    lying = [*((path.name, path.read_bytes()) for path in files(workspace.home)), *_tables(workspace)]
    return [name for name, content in lying if any(value in content.lower() for value in wanted)]


def _tables(workspace: Workspace) -> Iterator[tuple[str, bytes]]:
    """Of a server, whose rows lie in no file here: each table as text."""
    from django.db import connections

    connection = connections[workspace.alias]
    if connection.vendor == "sqlite":
        return
    with workspace._reading(), connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        assert "evidence_record" in tables
        for table in tables:
            cursor.execute("SELECT has_table_privilege(%s, 'SELECT')", [table])
            if cursor.fetchone()[0]:
                cursor.execute(f"SELECT coalesce(string_agg(t::text, chr(10)), '') FROM \"{table}\" t")  # noqa: S608 - names of ours
                yield table, cursor.fetchone()[0].encode()

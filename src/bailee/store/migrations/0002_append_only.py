"""Rows that say what was known, decided or done are appended, never changed: the database itself refuses."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations

TABLES = ("fact", "decision", "declaration", "evidence_record", "log_checkpoint")


def _triggers(table: str) -> tuple[str, str]:
    create = " ".join(
        f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are appended, never changed'); END;"
        for verb in ("update", "delete")
    )
    drop = " ".join(f"DROP TRIGGER {table}_no_{verb};" for verb in ("update", "delete"))
    return create, drop


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0001_first_tables")]
    operations: ClassVar[list[Any]] = [migrations.RunSQL(*_triggers(table)) for table in TABLES]

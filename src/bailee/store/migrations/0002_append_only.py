"""Rows that say what was known, decided or done are appended, never changed: the database itself refuses."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations

from bailee.store import rules

TABLES = ("fact", "decision", "declaration", "evidence_record", "log_checkpoint")


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0001_first_tables")]
    operations: ClassVar[list[Any]] = [rules.set_up(), *map(rules.append_only, TABLES)]

"""On PostgreSQL the database itself keeps organisations apart."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations

from bailee.store import rules

TABLES = (
    "organisation", "member", "place", "scan", "scanned_file", "finding", "normal_form", "kind_found", "decision", "declaration", "fact", "notice", "notice_version",
    "roster_person", "sign_off", "protected_file", "evidence_record", "log_checkpoint", "known_list", "tool_trace", "tool_look", "tool_declaration", "found_place", "scanned_folder",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0009_coverage_index")]
    operations: ClassVar[list[Any]] = [*map(rules.keep_apart, TABLES)]

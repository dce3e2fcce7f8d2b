"""A new store is laid at once, and comes to what all migrations one after the other come to, on both databases."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.db import connections

from bailee.store import database, fresh
from simulators import postgres_store

POSTGRESQL = (
    "SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns WHERE table_schema = 'public'",
    "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
    "SELECT tablename, policyname, cmd, qual, with_check FROM pg_policies WHERE schemaname = 'public'",
    "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'",
    "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    "SELECT app, name FROM django_migrations",
)
SQLITE = ("SELECT type, name, sql FROM sqlite_master", "SELECT app, name FROM django_migrations", "PRAGMA user_version")


def shape(home: Path, questions: tuple[str, ...]) -> list[list[str]]:
    """All that a database says of its tables; the order of a table's columns is nobody's concern."""
    told = []
    with connections[database.connect(home)].cursor() as cursor:
        for question in questions:
            cursor.execute(question)
            told.append(sorted(str([_in_any_order(value) for value in row]) for row in cursor.fetchall()))
    database.disconnect(home)
    return told


def _in_any_order(value: object) -> object:
    if not isinstance(value, str) or not value.startswith("CREATE TABLE"):
        return value
    return sorted(re.split(r", (?=\"|CONSTRAINT)", " ".join(value.rstrip(")").split()).replace("(", ", ", 1)))


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_it_comes_to_what_migrations_come_to(
    vendor: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    questions = SQLITE
    if vendor == "postgresql":
        questions, cluster = POSTGRESQL, request.getfixturevalue("cluster")
        for name in ("at_once", "by_steps"):
            postgres_store.stand_on(tmp_path / name, cluster, f"fresh_{name}")
    at_once = shape(tmp_path / "at_once", questions)
    monkeypatch.setattr(fresh, "lay", lambda executor: False)
    assert at_once == shape(tmp_path / "by_steps", questions)


def test_a_step_that_it_does_not_know_is_left_to_django(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db.migrations import RunPython
    from django.db.migrations.executor import MigrationExecutor

    database.connect(tmp_path)
    executor = MigrationExecutor(connections[database.connect(tmp_path)])
    assert not fresh.lay(executor)  # there are tables
    monkeypatch.setattr(executor.loader, "applied_migrations", {})
    last = executor.loader.graph.nodes[executor.loader.graph.leaf_nodes("store")[0]]
    monkeypatch.setattr(last, "operations", [*last.operations, RunPython(RunPython.noop)])
    assert not fresh.lay(executor)

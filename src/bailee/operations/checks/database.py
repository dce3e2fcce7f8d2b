"""The database answers, is new enough, up to date, and no account of ours stands above its rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bailee.operations.checks.told import Around, State, Told, Who, ok
from bailee.operations.serve_pages import THREADS
from bailee.store import database, inspection

RANK = 3
_LEAST = 150000  # PostgreSQL 15


def check(around: Around) -> Iterator[Told]:
    stands_on = database.engine(around.home)
    if not stands_on.needs_transactions:
        yield from _sqlite(around)
        return
    try:
        seen = inspection.look(around.home)
    except inspection.Unreachable as error:
        yield Told(State.CRITICAL, error.said, error.remedy, Who.DATABASE)
        return
    if seen.version < _LEAST:
        yield Told(
            State.CRITICAL,
            f"PostgreSQL {seen.version // 10000} is older than 15",
            "use 15 or a later one",
            Who.DATABASE,
        )
    for role in seen.above_rules:
        yield Told(
            State.CRITICAL, f"the account {role} is a superuser or has BYPASSRLS: it would see every client's rows",
            f'ALTER ROLE "{role}" NOSUPERUSER NOBYPASSRLS', Who.DATABASE,
        )  # fmt: skip
    if seen.is_owner_separate is False:
        yield Told(
            State.WARNING, "one account works and owns the tables: it could take their rules away",
            "give the tables to an account of their own (BAILEE_DATABASE_OWNER, docs/server.md)", Who.DATABASE,
        )  # fmt: skip
    needed = THREADS * int(around.settings["workers"]) + 20
    if seen.connections < needed:
        yield Told(
            State.WARNING, f"PostgreSQL takes {seen.connections} connections; a busy server may ask for {needed}",
            f"max_connections = {needed * 2}, or fewer --workers", Who.DATABASE,
        )  # fmt: skip
    if not seen.is_encrypted and not seen.is_local and "sslmode=disable" not in getattr(stands_on, "url", ""):
        yield Told(
            State.CRITICAL,
            "what goes to the database is not encrypted on the way",
            "add ?sslmode=verify-full to its address",
            Who.DATABASE,
        )
    yield from _up_to_date(seen.format, stands_on)
    yield ok(f"PostgreSQL {seen.version // 10000}.{seen.version % 10000} answers")


def _sqlite(around: Around) -> Iterator[Told]:
    if not database.exists(around.home):
        yield Told(
            State.WARNING,
            f"there is no store in {around.home} yet",
            "`bailee serve` makes one, and so does `bailee scan FOLDER`",
        )
        return
    stands_on = database.engine(around.home)
    yield from _up_to_date(stands_on.version(""), stands_on)
    yield ok("the store is one SQLite file on this machine")


def _up_to_date(version: int, stands_on: Any) -> Iterator[Told]:
    ours = database.our_version()
    if version > ours:
        yield Told(
            State.CRITICAL,
            f"the store was written by a newer bailee (format {version}, this one knows {ours})",
            "install that version or a later one",
        )
    elif version == 0:
        yield Told(State.WARNING, "the database is empty", "the next command makes its tables")
    elif version < ours:
        yield Told(
            State.WARNING,
            f"the store has format {version}, this bailee has {ours}: the next command brings it up to date",
            "make a backup first: bailee backup FILE",
        )

"""SQLite: one file in the home folder, one writer at a time; one person's machine, or a small provider's."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, ClassVar

from bailee.errors import CannotRead
from bailee.store.engines.interface import as_kept, our_version
from bailee.store.locks import FileLock

FILE = "bailee.sqlite3"
BUSY_SECONDS = 30
# secure_delete: what is erased is overwritten, so that no erased row lies on in free pages.
# synchronous FULL: a record of evidence that was reported as written is on the disk.
# recursive_triggers: a row that is replaced (INSERT OR REPLACE) is deleted, and is refused where rows are only appended.
_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY; PRAGMA recursive_triggers=ON"

# By SQLite's own name of the fault: what happened, what to do. Longest prefix wins.
_FAULTS = {
    "SQLITE_FULL": ("the disk under the store is full", "make room and run the same again: what was saved is kept"),
    "SQLITE_READONLY": (
        "the store cannot be written",
        "see to the rights of the folder, or choose another with --home",
    ),
    "SQLITE_CANTOPEN": ("the store cannot be opened", "see to the rights of the folder, or choose another with --home"),
    "SQLITE_PERM": ("the store cannot be opened", "see to the rights of the folder, or choose another with --home"),
    "SQLITE_BUSY": ("another program holds the store", "wait until it is done, then run the same again"),
    "SQLITE_LOCKED": ("another program holds the store", "wait until it is done, then run the same again"),
    "SQLITE_NOTADB": ("the store is damaged", "restore the folder from a backup"),
    "SQLITE_CORRUPT": ("the store is damaged", "restore the folder from a backup"),
    "SQLITE_IOERR": ("the disk under the store cannot be read or written", "see to the disk, then run the same again"),
}


@dataclass(frozen=True, slots=True)
class SQLite:
    home: Path
    needs_transactions: ClassVar[bool] = False  # a single statement is one

    @property
    def file(self) -> Path:
        return self.home / FILE

    def exists(self) -> bool:
        return self.file.is_file()

    def is_still_there(self) -> bool:
        return self.file.exists()

    def prepare(self) -> None:
        self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not self.file.exists():
            self.home.chmod(0o700)  # ours from now on, however it was made
            os.close(os.open(self.file, os.O_CREAT | os.O_RDWR, 0o600))  # SQLite gives its side files the same mode

    def connection(self) -> dict[str, Any]:
        options = {"timeout": BUSY_SECONDS, "transaction_mode": "IMMEDIATE", "init_command": _PRAGMAS}
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(self.file), "OPTIONS": options}

    def version(self, alias: str) -> int:
        """`user_version` straight from the header, so that no unknown format is opened for writing."""
        with self.file.open("rb") as stream:
            header = stream.read(100)
        if header and not header.startswith(b"SQLite format 3\x00"):
            raise CannotRead(f'"{self.file}" is no store of bailee', hint="choose another folder with --home")
        return int.from_bytes(header[60:64], "big") if len(header) == 100 else 0

    @contextmanager
    def migrate(self, alias: str) -> Iterator[str]:
        with FileLock(self.home / "migration.lock").held():
            yield alias

    def migrated(self, alias: str) -> None:
        from django.db import connections

        with connections[alias].cursor() as cursor:
            cursor.execute(f"PRAGMA user_version={our_version()}")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def check(self, alias: str) -> None:
        """The file's mode says who may open it."""

    def enter(
        self, alias: str, organisations: Iterable[int], ident: str = "", *, account: str = "", token: str = ""
    ) -> None:
        """SQLite has no rules by row: `Door._rows` filters, and every query goes through it."""

    def ask(self, alias: str, organisation: int, *statements: tuple[str, Sequence[Any]]) -> list[Any]:
        from django.db import connections, transaction

        connection, rows = connections[alias], []
        alone = len(statements) == 1 and not connection.in_atomic_block  # a statement is a transaction of its own
        with nullcontext() if alone else transaction.atomic(using=alias), connection.cursor() as cursor:
            for statement, values in statements:
                cursor.execute(statement, as_kept(connection, values))
                rows = list(cursor.fetchall()) if cursor.description else []
        return rows

    def numbers(self, alias: str, table: str, column: str = "id") -> Iterator[int]:
        from django.db import connections

        with connections[alias].cursor() as cursor:
            cursor.execute(f"SELECT COALESCE(MAX({column}), 0) + 1 FROM {table}")  # noqa: S608 - a table of ours
            return count(cursor.fetchone()[0])

    def serialise(self, alias: str, organisation: int) -> None:
        """BEGIN IMMEDIATE: only one transaction writes at a time."""

    @contextmanager
    def rewriting(self, alias: str, table: str, organisation: int) -> Iterator[str]:
        """The trigger is taken away and put back in one transaction: nobody ever sees the table without it."""
        from django.db import connections, transaction

        with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
            name = f"{table}_no_update"
            cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = %s", (name,))
            (trigger,) = cursor.fetchone()
            cursor.execute(f"DROP TRIGGER {connections[alias].ops.quote_name(name)}")
            yield alias
            cursor.execute(trigger)

    def among(self, question: str) -> str:
        return f"IN ({question})"

    @contextmanager
    def snapshot(self, alias: str) -> Iterator[None]:
        from django.db import connections

        with connections[alias].cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")  # a reader of the write-ahead log: it stops no writer
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")

    def loaded(self, alias: str, table: str, column: str) -> None:
        """SQLite's own counter follows the rows."""

    def measure(self, alias: str) -> None:
        """Its planner does well by the indexes alone."""

    def fault(self, error: BaseException) -> tuple[str, str] | None:
        if isinstance(error, sqlite3.Error):
            name = getattr(error, "sqlite_errorname", "") or ""
            for prefix, told in _FAULTS.items():
                if name.startswith(prefix):
                    return told
        return None

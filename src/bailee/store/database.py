"""One SQLite file a home folder: connect, migrate, and say what is wrong in words.

    alias = database.connect(Path("/var/lib/bailee"))       # creates, or brings up to date
    with database.explained(home): Finding.objects.using(alias)…

Django is set up on the first call. Each home folder gets a connection alias of its own, so one process may hold several.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock

from bailee.errors import CannotRead, Error
from bailee.store.locks import FileLock

FILE = "bailee.sqlite3"
BUSY_SECONDS = 30
# secure_delete: what is erased is overwritten, so that no erased row lies on in free pages.
# synchronous FULL: a record of evidence that was reported as written is on the disk.
_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY"

_aliases: dict[Path, str] = {}
_connecting = Lock()


@cache
def set_up_django() -> None:
    """Once, on first use. Who configured Django before (the web) has our settings in its own."""
    import django
    from django.conf import settings

    if not settings.configured:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bailee.store.django_settings")
    django.setup()


@cache
def our_version() -> int:
    """Number of the newest migration; the database keeps the number it was brought to as its `user_version`."""
    migrations = Path(__file__).parent / "migrations"
    return max(int(path.name[:4]) for path in migrations.glob("[0-9][0-9][0-9][0-9]_*.py*"))


def connect(home: Path) -> str:
    """The connection alias of a home folder's database, created or migrated where it has to be."""
    home = home.absolute()
    with _connecting:
        set_up_django()
        alias = _aliases.get(home)
        if alias is not None and (home / FILE).exists():
            return alias
        with explained(home):
            _make_folder(home)
            version = _version(home / FILE)
            if version > our_version():
                raise CannotRead(
                    f'the store in "{home}" was written by a newer bailee (format {version}, this one knows {our_version()})',
                    hint="install that version or a later one, or choose another folder with --home",
                )
            alias = _register(home, alias)
            if version < our_version():
                with FileLock(home / "migration.lock").held():
                    _migrate(alias)
        return alias


def disconnect(home: Path) -> None:
    """Close this thread's connection: before a fork, and before the folder is copied or removed."""
    from django.db import connections

    alias = _aliases.get(home.absolute())
    if alias is not None:
        connections[alias].close()


def _make_folder(home: Path) -> None:
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = home / FILE
    if not file.exists():
        home.chmod(0o700)  # ours from now on, however it was made
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))  # SQLite gives its side files the same mode


def _version(file: Path) -> int:
    """`user_version` straight from the header, so that no unknown format is opened for writing."""
    with file.open("rb") as stream:
        header = stream.read(100)
    if header and not header.startswith(b"SQLite format 3\x00"):
        raise CannotRead(f'"{file}" is no store of bailee', hint="choose another folder with --home")
    return int.from_bytes(header[60:64], "big") if len(header) == 100 else 0


def _register(home: Path, alias: str | None) -> str:
    from django.db import connections

    alias = alias or f"home_{len(_aliases) + 1}"
    options = {"timeout": BUSY_SECONDS, "transaction_mode": "IMMEDIATE", "init_command": _PRAGMAS}
    wanted = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(home / FILE), "OPTIONS": options}
    if alias in connections.databases:
        connections[alias].close()
    connections.databases[alias] = connections.configure_settings({"default": {}, alias: wanted})[alias]
    _aliases[home] = alias
    return alias


def _migrate(alias: str) -> None:
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    connection = connections[alias]
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA user_version={our_version()}")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


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


def fault(error: BaseException, home: Path) -> Error | None:
    """The error of ours for one of SQLite's or the system's; None for a mistake in our own code."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, sqlite3.Error):
            name = getattr(cause, "sqlite_errorname", "") or ""
            for prefix, (message, hint) in _FAULTS.items():
                if name.startswith(prefix):
                    return CannotRead(f'{message}: "{home}"', hint=hint)
        if isinstance(cause, OSError):
            reason = os.strerror(cause.errno) if cause.errno else type(cause).__name__
            return CannotRead(
                f'the store in "{home}" cannot be used: {reason.lower()}',
                hint="choose a folder you can write to with --home or BAILEE_HOME, or scan with --no-store",
            )
        cause = cause.__cause__
    return None


@contextmanager
def explained(home: Path) -> Iterator[None]:
    """Faults of the database and the disk as errors of ours; the library's own message never leaves."""
    from django.db import DatabaseError

    try:
        yield
    except (DatabaseError, sqlite3.Error, OSError) as error:
        ours = fault(error, home)
        if ours is None:
            raise
        raise ours from None

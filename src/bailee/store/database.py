"""The database of a home folder: connect, migrate, and say what is wrong in words.

    alias = database.connect(Path("/var/lib/bailee"))       # creates, or brings up to date
    with database.explained(home): Finding.objects.using(alias)…

A home folder stands on a SQLite file of its own, or on the PostgreSQL whose address lies in HOME/database.url (mode 0600)
or was given by `use`. Django is set up on the first call. Each home folder gets a connection alias of its own, so one
process may hold several.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock

from bailee.errors import CannotRead, Error, NotAllowed
from bailee.store import fresh
from bailee.store.engines.interface import Engine, our_version
from bailee.store.engines.sqlite import FILE, SQLite

URL_FILE = "database.url"
STORE = "bailee.store.django_settings"
SERVING = "bailee.web.django_settings"  # Django's settings of a process that serves pages

PAST = "_past"

_aliases: dict[Path, str] = {}
_engines: dict[Path, Engine] = {}
_connecting = Lock()
_DEFAULT = "default"  # the alias that Django's own parts use: sessions, accounts
_served: set[Path] = set()


@cache
def set_up_django() -> None:
    """Once, on first use. Who configured Django before (the web) has our settings in its own."""
    from django.conf import settings

    if not settings.configured and os.environ.setdefault("DJANGO_SETTINGS_MODULE", STORE) == STORE:
        from django.apps import apps

        # of what django.setup() does, that which is not for pages: those take forty modules more
        apps.populate(settings.INSTALLED_APPS)
        return
    import django

    django.setup()


def know_sign_in() -> None:
    """Before the first connection of a command that has to know the tables of sign-in: backup and restore."""
    # what a program that started this one had set for itself is no wish
    if importlib.util.find_spec("allauth") is not None and os.environ.get("DJANGO_SETTINGS_MODULE") in (None, STORE):
        os.environ["DJANGO_SETTINGS_MODULE"] = SERVING


def use(home: Path, url: str, owner: str = "") -> None:
    """Let a home folder stand on a PostgreSQL. `owner`: address of the account that makes the tables, where it is another one."""
    from bailee.store.engines.postgres import PostgreSQL

    _engines[home.absolute()] = PostgreSQL(url, owner)


def engine(home: Path) -> Engine:
    """What a home folder stands on. NotAllowed where others may read the address of its database."""
    home = home.absolute()
    chosen = _engines.get(home)
    if chosen is None:
        url = _written(home / URL_FILE)
        if url:
            use(home, *url.split()[:2])
        else:
            _engines[home] = SQLite(home)
        chosen = _engines[home]
    return chosen


def _written(file: Path) -> str:
    try:
        status = file.stat()
        content = file.read_text()
    except OSError:
        return ""
    if os.name == "posix" and status.st_mode & 0o077:
        raise NotAllowed(f"{file} can be opened by other accounts", hint=f"chmod 600 '{file}'")
    return content.strip()


def exists(home: Path) -> bool:
    """Whether there is a store already."""
    return engine(home).exists()


def connect(home: Path) -> str:
    """The connection alias of a home folder's database, created or migrated where it has to be."""
    home = home.absolute()
    with _connecting:
        set_up_django()
        stands_on = engine(home)
        alias = _aliases.get(home)
        if alias is not None and stands_on.is_still_there():
            return alias
        with explained(home):
            stands_on.prepare()
            alias = _register(home, alias, stands_on)
            version = stands_on.version(alias)
            if version > our_version():
                raise CannotRead(
                    f'the store in "{home}" was written by a newer bailee (format {version}, this one knows {our_version()})',
                    hint="install that version or a later one, or choose another folder with --home",
                )
            stands_on.check(alias)
            if version < our_version():
                with stands_on.migrate(alias) as migrating:
                    _migrate(migrating)
                    stands_on.migrated(migrating)
            _aliases[home] = alias
        return alias


def serve(home: Path) -> str:
    """Connect for a process that serves pages of this one home: Django's own parts (sessions, accounts) use the same
    connection, and their tables are made where they are missing. The settings in force have to name those parts.
    """
    home = home.absolute()
    if home not in _served:
        with _connecting:
            _served.add(home)
            _aliases.pop(home, None)
    alias = connect(home)
    stands_on = engine(home)
    with _connecting, explained(home):
        if _unapplied(alias):
            with stands_on.migrate(alias) as migrating:
                if _unapplied(migrating):  # else another process was faster
                    _migrate(migrating)
                    stands_on.migrated(migrating)
    return alias


def ping(home: Path) -> None:
    """Ask the database for nothing; whatever it raises says why it does not answer."""
    from django.db import connections

    with connections[connect(home)].cursor() as cursor:
        cursor.execute("SELECT 1")


def disconnect(home: Path) -> None:
    """Close this thread's connection: before a fork, and before the folder is copied or removed."""
    from django.db import connections

    alias = _aliases.get(home.absolute())
    for each in (alias, f"{alias}{PAST}") if alias is not None else ():
        if each in connections.databases:
            connections[each].close()


def past(home: Path) -> str:
    """The alias of a second connection, over whose tables the views of a past day are laid (`then.py`)."""
    from django.db import connections

    alias = connect(home)
    named = f"{alias}{PAST}"
    if named not in connections.databases:
        chosen = engine(home).connection()
        if alias == _DEFAULT:
            chosen["CONN_MAX_AGE"] = 300
        chosen["OPTIONS"] = {
            **chosen["OPTIONS"],
            **({"transaction_mode": "DEFERRED"} if "transaction_mode" in chosen["OPTIONS"] else {}),
        }
        connections.databases[named] = connections.configure_settings({"default": {}, named: chosen})[named]
    return named


def forget(home: Path) -> None:
    """A home folder that is no more, or is to be made anew."""
    _aliases.pop(home.absolute(), None)


def take_back(home: Path, *, was_there: bool) -> None:
    """A home folder that was made in vain: it is empty again, or gone. Only the address of its database stays in it."""
    disconnect(home)
    forget(home)
    for path in list(home.iterdir()) if home.exists() else []:
        if path.name != URL_FILE:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    if not was_there and home.exists() and not any(home.iterdir()):
        home.rmdir()


def _register(home: Path, alias: str | None, stands_on: Engine) -> str:
    from django.db import connections

    alias = alias or (_DEFAULT if home in _served else f"home_{len(connections.databases)}")
    if alias in connections.databases:
        connections[alias].close()
    chosen = stands_on.connection()
    if alias == _DEFAULT:
        chosen["CONN_MAX_AGE"] = 300  # kept from one request to the next
        del connections[alias]  # the empty one that was there before
    connections.databases[alias] = connections.configure_settings({"default": {}, alias: chosen})[alias]
    return alias


def _migrate(alias: str) -> None:
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections[alias])
    if fresh.lay(executor):
        executor = MigrationExecutor(connections[alias])
    executor.migrate(executor.loader.graph.leaf_nodes())


def _unapplied(alias: str) -> bool:
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections[alias])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def fault(error: BaseException, home: Path) -> Error | None:
    """The error of ours for one of the database's or the system's; None for a mistake in our own code."""
    cause: BaseException | None = error
    while cause is not None:
        told = engine(home).fault(cause)
        if told is not None:
            return CannotRead(f'{told[0]}: "{home}"', hint=told[1])
        if isinstance(cause, OSError):
            reason = os.strerror(cause.errno) if cause.errno else type(cause).__name__
            return CannotRead(
                f'the store in "{home}" cannot be used: {reason.lower()}',
                hint="choose a folder you can write to with --home or BAILEE_HOME, or scan with --no-store",
            )
        cause = cause.__cause__
    return None


def came_at_once(error: BaseException | None) -> bool:
    """Whether a row was refused because another like it was written at the same moment: whoever looked before saw none.

    >>> came_at_once(sqlite3.IntegrityError("UNIQUE constraint failed: place.path")), came_at_once(ValueError())
    (True, False)
    """
    for _ in range(10):
        if error is None:
            return False
        of_sqlite = isinstance(error, sqlite3.IntegrityError) and "UNIQUE" in str(error)
        if of_sqlite or getattr(error, "sqlstate", None) == "23505":
            return True
        error = error.__cause__
    return False


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


__all__ = [
    "FILE",
    "URL_FILE",
    "SQLite",
    "came_at_once",
    "connect",
    "disconnect",
    "engine",
    "exists",
    "explained",
    "fault",
    "forget",
    "know_sign_in",
    "our_version",
    "ping",
    "serve",
    "set_up_django",
    "take_back",
    "use",
]

"""How a database stands, looked at from outside: nothing is made, changed or brought up to date by looking.

seen = inspection.look(home)      # of a store on PostgreSQL
seen.tables["finding"]            # True: its rows are kept apart by the database
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bailee.errors import Error
from bailee.store import database

_TABLES = """
SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
WHERE n.nspname = current_schema() AND c.relkind = 'r' AND a.attname = 'organisation_id' AND NOT a.attisdropped
"""
_TRIGGERS = """
SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = current_schema() AND NOT t.tgisinternal AND t.tgenabled = 'D' ORDER BY 1, 2
"""
_ABOVE = """
SELECT rolname FROM pg_roles WHERE (rolsuper OR rolbypassrls) AND rolname = current_user
"""
_HEARD = "SELECT extract(epoch FROM now() - max(last_heartbeat)) FROM procrastinate_workers"


class Unreachable(Exception):
    """The database does not answer: what happened, and what to do."""

    def __init__(self, said: str, remedy: str) -> None:
        super().__init__(said)
        self.said, self.remedy = said, remedy


@dataclass(frozen=True, slots=True)
class Seen:
    version: int  # server_version_num
    format: int  # of the store; 0: empty
    above_rules: tuple[str, ...]  # accounts of ours that are superusers or have BYPASSRLS
    is_owner_separate: bool | None  # None: there is no table yet
    connections: int
    is_encrypted: bool
    is_local: bool  # by a socket or on this machine
    clock_skew: float  # seconds that this machine is behind the database
    tables: dict[str, bool]  # with an organisation: whether its rows are kept apart
    disabled_triggers: tuple[tuple[str, str], ...]


def look(home: Path) -> Seen:
    """At a PostgreSQL, by both accounts where there are two. Unreachable where one of them is not let in."""
    stands_on: Any = database.engine(home)
    above: set[str] = set()
    if stands_on.owner:
        with _connected(stands_on, stands_on.owner) as connection:
            above |= {name for (name,) in connection.execute(_ABOVE).fetchall()}
    with _connected(stands_on, stands_on.url) as connection:
        above |= {name for (name,) in connection.execute(_ABOVE).fetchall()}
        before = time.time()
        told = connection.execute(
            "SELECT extract(epoch FROM clock_timestamp()), current_setting('server_version_num')::int, "
            "current_setting('max_connections')::int, coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false), "
            "inet_server_addr() IS NULL OR host(inet_server_addr()) IN ('127.0.0.1', '::1'), to_regclass('organisation') IS NOT NULL"
        ).fetchone()
        after = time.time()
        clock, version, connections, is_encrypted, is_local, is_laid = told
        is_separate = None
        newest = 0
        if is_laid:
            (is_separate,) = connection.execute(
                "SELECT tableowner <> current_user FROM pg_tables WHERE tablename = 'organisation' AND schemaname = current_schema()"
            ).fetchone()
            rows = connection.execute("SELECT name FROM django_migrations WHERE app = 'store'").fetchall()
            newest = max((int(name[:4]) for (name,) in rows), default=0)
        return Seen(
            version=version,
            format=newest,
            above_rules=tuple(sorted(above)),
            is_owner_separate=is_separate,
            connections=connections,
            is_encrypted=is_encrypted,
            is_local=is_local,
            clock_skew=float(clock) - (before + after) / 2,
            tables=dict(connection.execute(_TABLES).fetchall()),
            disabled_triggers=tuple(connection.execute(_TRIGGERS).fetchall()),
        )


def is_current(home: Path) -> bool:
    """Whether a store is there, answers and has this bailee's format: then it may be asked without changing anything."""
    if not database.engine(home).needs_transactions:
        return database.exists(home) and database.engine(home).version("") == database.our_version()
    try:
        return look(home).format == database.our_version()
    except Unreachable:
        return False


def worker_elsewhere(home: Path) -> float:
    """Seconds since a worker on any machine told the queue that it lives; -1 where none does."""
    stands_on: Any = database.engine(home)
    with _connected(stands_on, stands_on.url) as connection:
        (seconds,) = connection.execute(_HEARD).fetchone()
    return -1.0 if seconds is None else float(seconds)


def _connected(stands_on: Any, url: str) -> Any:
    import psycopg

    from bailee.store.engines.postgres import _settings

    try:
        told = _settings(url)
        chosen = {"dbname": told["NAME"], "user": told["USER"], "password": told["PASSWORD"], "host": told["HOST"]}
        chosen |= {"port": told["PORT"], **told["OPTIONS"], "connect_timeout": 5}
        return psycopg.connect(**{name: value for name, value in chosen.items() if value}, autocommit=True)
    except psycopg.Error as error:
        said, remedy = stands_on.fault(error) or ("the database refused", "see to its log")
        raise Unreachable(said, remedy) from None
    except Error as error:
        raise Unreachable(str(error), error.hint) from None

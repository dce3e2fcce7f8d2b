"""PostgreSQL: many clients in one database, each row kept apart by the database itself.

Every table of an organisation's has row-level security, forced on its owner too; a transaction says with `SET LOCAL`
whose rows it is about, and one that forgot to is refused, not answered with nothing. Session settings would outlive a
transaction and serve one client's rows to the next behind a pool of connections: that was seen elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import Any, ClassVar
from urllib.parse import parse_qsl, unquote, urlsplit

from bailee.errors import CannotRead, InvalidInput, NotAllowed
from bailee.store.engines.interface import as_kept, our_version

MIGRATING = 0x6261696C6565  # key of the lock that migrations take: "bailee"
_BLOCK = 500  # row numbers that are taken at once
_LEAST = 150000  # version 15, as server_version_num
# By class of SQLSTATE (PostgreSQL, Appendix A): what happened, what to do.
_FAULTS = {
    "08": ("the database cannot be reached", "start it, or see to the address; what was saved is kept"),
    "28": ("the database refuses this account", "see to the name and the password in its address"),
    "3D": ("there is no such database", "make it, and run the same again"),
    "42501": ("this account may not do that in the database", "grant it what docs/server.md lists"),
    "53100": ("the disk under the database is full", "make room and run the same again: what was saved is kept"),
    "53": ("the database has no room for another connection", "wait, or raise max_connections"),
    "57": ("the database is being stopped", "start it, and run the same again: what was saved is kept"),
    "55P03": ("another program holds the store", "wait until it is done, then run the same again"),
    "40": ("two changes met", "run the same again"),
    "58": ("the disk under the database cannot be read or written", "see to the disk, then run the same again"),
}
_ENTER = (
    "SELECT set_config('bailee.organisations', %s, true), set_config('bailee.organisation', %s, true), "
    "set_config('bailee.account', %s, true), set_config('bailee.token', %s, true)"
)


def _listed(organisations: Iterable[int]) -> str:
    return "{" + ",".join(map(str, organisations)) + "}"


@dataclass(frozen=True, slots=True)
class PostgreSQL:
    """`url` is of the account that the program works with: no superuser, without BYPASSRLS. `owner`: of the account whose the tables are."""

    url: str
    owner: str = ""
    needs_transactions: ClassVar[bool] = True  # whose rows it sees is said once a transaction

    def exists(self) -> bool:
        import psycopg

        told = _settings(self.url)
        options = {"dbname": told["NAME"], "user": told["USER"], "password": told["PASSWORD"], "host": told["HOST"]}
        options |= {"port": told["PORT"], **told["OPTIONS"]}
        try:
            with psycopg.connect(**{name: value for name, value in options.items() if value}) as connection:
                row = connection.execute("SELECT to_regclass('organisation')").fetchone()
        except psycopg.Error:
            return True  # whoever opens it hears why it cannot be reached
        return row is not None and row[0] is not None

    def is_still_there(self) -> bool:
        return True

    def prepare(self) -> None:
        """The database itself is made by whoever runs the server."""

    def connection(self) -> dict[str, Any]:
        return _settings(self.url)

    def version(self, alias: str) -> int:
        from django.db import connections

        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT to_regclass('django_migrations')")
            if cursor.fetchone()[0] is None:
                return 0
            cursor.execute("SELECT name FROM django_migrations WHERE app = 'store'")
            return max((int(name[:4]) for (name,) in cursor.fetchall()), default=0)

    @contextmanager
    def migrate(self, alias: str) -> Iterator[str]:
        from django.db import connections

        chosen = self._owner_of(alias)
        with connections[chosen].cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", (MIGRATING,))
            # a new table's references are checked by a query, and no query is answered that does not say about whom
            cursor.execute("SELECT set_config('bailee.organisations', '{}', false)")
        try:
            yield chosen
            if self.owner:
                _grant(chosen, _settings(self.url)["USER"])
        finally:
            with connections[chosen].cursor() as cursor:
                cursor.execute("SELECT set_config('bailee.organisations', '', false)")
                cursor.execute("SELECT pg_advisory_unlock(%s)", (MIGRATING,))
            if self.owner:
                connections[chosen].close()

    def migrated(self, alias: str) -> None:
        """django_migrations holds the version."""

    def check(self, alias: str) -> None:
        from django.db import connections

        with connections[alias].cursor() as cursor:
            cursor.execute(
                "SELECT rolsuper OR rolbypassrls, current_setting('server_version_num')::int FROM pg_roles WHERE rolname = current_user"
            )
            is_above_the_rules, version = cursor.fetchone()
        if version < _LEAST:
            raise CannotRead("PostgreSQL is older than version 15", hint="use 15 or a later one")
        if is_above_the_rules:
            raise NotAllowed(
                "this account of PostgreSQL stands above row-level security: it would see every client's rows",
                hint="use an account that is no superuser and has no BYPASSRLS; docs/server.md shows how to make one",
            )

    def enter(
        self, alias: str, organisations: Iterable[int], ident: str = "", *, account: str = "", token: str = ""
    ) -> None:
        from django.db import connections

        with connections[alias].cursor() as cursor:
            cursor.execute(_ENTER, (_listed(organisations), ident, account, token))

    def ask(self, alias: str, organisation: int, *statements: tuple[str, Sequence[Any]]) -> list[Any]:
        """One message, which PostgreSQL takes as one transaction where none is open: a trip less for each statement, which is
        most of what a poll of an agent costs."""
        from django.db import connections

        connection = connections[alias]
        values = [_listed((organisation,)), "", "", "", *chain.from_iterable(values for _, values in statements)]
        with connection.cursor() as cursor:
            cursor.execute(
                "; ".join((_ENTER, *(statement for statement, _ in statements))), as_kept(connection, values)
            )
            for _ in statements:
                cursor.nextset()
            return list(cursor.fetchall()) if cursor.description else []

    def numbers(self, alias: str, table: str, column: str = "id") -> Iterator[int]:
        """From the table's own sequence: other organisations' scans write at the same time."""
        from django.db import connections

        def block() -> list[int]:
            with connections[alias].cursor() as cursor:
                cursor.execute(
                    "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                    (table, column, _BLOCK),
                )
                return [number for (number,) in cursor.fetchall()]

        return chain.from_iterable(iter(block, None))

    def serialise(self, alias: str, organisation: int) -> None:
        from django.db import connections

        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", (MIGRATING & 0x7FFFFFFF, organisation))

    @contextmanager
    def rewriting(self, alias: str, table: str, organisation: int) -> Iterator[str]:
        """By the owner's account, which alone may: others wait for the lock that this takes, and never see the table without its trigger."""
        from django.db import connections, transaction

        chosen = self._owner_of(alias)
        try:
            with transaction.atomic(using=chosen), connections[chosen].cursor() as cursor:
                names = connections[chosen].ops.quote_name
                trigger = f"TRIGGER {names(f'{table}_no_update')}"
                self.enter(chosen, (organisation,))
                cursor.execute("SET LOCAL lock_timeout = '20s'")
                cursor.execute(f"ALTER TABLE {names(table)} DISABLE {trigger}")
                yield chosen
                cursor.execute(f"ALTER TABLE {names(table)} ENABLE {trigger}")
        finally:
            if chosen != alias:
                connections[chosen].close()

    def _owner_of(self, alias: str) -> str:
        """Alias of a connection by the account whose the tables are."""
        from django.db import connections

        if not self.owner:
            return alias
        chosen = f"{alias}_owner"
        settings = {"default": {}, chosen: _settings(self.owner)}
        connections.databases[chosen] = connections.configure_settings(settings)[chosen]
        return chosen

    def among(self, question: str) -> str:
        """An array: of a join with what was judged PostgreSQL thought that each decision meets each file, and looked for their findings
        260,000 times (1.3 s for 15,000 changes)."""
        return f"= ANY (ARRAY({question}))"

    @contextmanager
    def snapshot(self, alias: str) -> Iterator[None]:
        from django.db import connections, transaction

        with transaction.atomic(using=alias):
            with connections[alias].cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield

    def loaded(self, alias: str, table: str, column: str) -> None:
        from django.db import connections

        with connections[alias].cursor() as cursor:
            name = connections[alias].ops.quote_name
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence(%s, %s), COALESCE(MAX({name(column)}), 0) + 1, false) FROM {name(table)}",  # noqa: S608 - names that the database itself gave
                (table, column),
            )

    def measure(self, alias: str) -> None:
        """Only whose the tables are may; where that account is not known, autovacuum comes to it in a minute or so."""
        from django.db import connections

        chosen = self._owner_of(alias)
        try:
            with connections[chosen].cursor() as cursor:
                cursor.execute("ANALYZE")
        finally:
            if chosen != alias:
                connections[chosen].close()

    def fault(self, error: BaseException) -> tuple[str, str] | None:
        import psycopg

        if not isinstance(error, psycopg.Error):
            return None
        state = error.sqlstate or ("08000" if isinstance(error, psycopg.OperationalError) else "")
        return next((told for prefix, told in sorted(_FAULTS.items(), reverse=True) if state.startswith(prefix)), None)


def _settings(url: str) -> dict[str, Any]:
    """Django's settings of an address such as postgresql://bailee_app@db.example.com/bailee?sslmode=verify-full.

    >>> told = _settings("postgresql://app:p%40ss@db:5433/bailee?sslmode=require")
    >>> told["USER"], told["PASSWORD"], told["HOST"], told["PORT"], told["NAME"], told["OPTIONS"]["sslmode"]
    ('app', 'p@ss', 'db', '5433', 'bailee', 'require')
    """
    parts = urlsplit(url)
    name = unquote(parts.path.strip("/"))
    query = dict(parse_qsl(parts.query))
    if parts.scheme not in ("postgresql", "postgres") or not name:
        raise InvalidInput(
            "the address of the database makes no sense", hint="such as postgresql://bailee_app@db.example.com/bailee"
        )
    host = query.pop("host", "") or unquote(parts.hostname or "")  # ?host=/folder: a local socket
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": query.pop("port", "") or (str(parts.port) if parts.port else ""),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 10, "application_name": "bailee", **query},
    }


def _grant(alias: str, account: str) -> None:
    """What the working account may do: rows of ours, by the rules; no table, no rule, no trigger."""
    from django.db import connections

    with connections[alias].cursor() as cursor:
        name = connections[alias].ops.quote_name(account)
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {name}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}")
        cursor.execute(f"GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {name}")
        cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {name}")


__all__ = ["PostgreSQL", "our_version"]

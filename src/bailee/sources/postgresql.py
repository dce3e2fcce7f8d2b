"""PostgreSQL: tables, views, materialised views and foreign tables of every schema.

    postgresql://reader@db.example.com/crm        one database
    postgresql://reader@db.example.com/           every database that the login may look into

A login that is enough: `CREATE ROLE reader LOGIN PASSWORD '…'; GRANT pg_read_all_data TO reader;`

A server tells nobody what changed, so tables are read anew in each scan. Partitions are read under their own names. A table that is read in full is cut by its pages, each part asked for in a
transaction of its own: no snapshot is held while a large table is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bailee.errors import InvalidInput
from bailee.sources.addresses import Address
from bailee.sources.credentials import Credentials
from bailee.sources.databases import (
    CELL_BYTES,
    CONNECT_SECONDS,
    IDLE_SECONDS,
    LOGIN,
    PART_BYTES,
    STATEMENT_SECONDS,
    Column,
    DatabaseSource,
    Part,
    Table,
    at_once,
    checked,
)
from bailee.sources.interface import Asked, Note
from bailee.vocabulary import Reason

if TYPE_CHECKING:
    import psycopg

SCHEMES = ("postgresql", "postgres")
LABEL = "Database (PostgreSQL)"
EXAMPLE = "postgresql://reader@db.example.com/crm"
NEEDS = LOGIN
OPTIONS = frozenset(
    {"ca", "socket", "sslmode"}
)  # file of authorities to trust; folder of a local socket; as libpq has it
STEERING = OPTIONS

_NOWHERE = "/nonexistent/bailee"
_LARGE = frozenset({"bytea", "text", "json", "jsonb", "xml", "character varying", "character", "hstore"})
_FORMS = {"r": "table", "v": "view", "m": "materialised view", "f": "foreign table"}

_DATABASES = """
SELECT datname FROM pg_catalog.pg_database
WHERE datallowconn AND NOT datistemplate AND pg_catalog.has_database_privilege(oid, 'CONNECT') ORDER BY datname
"""
# Partitioned tables hold no rows themselves; their partitions are tables.
_TABLES = """
SELECT c.oid, n.nspname, c.relname, c.relkind::text, c.reltuples::bigint,
  CASE WHEN c.relkind IN ('r', 'm') THEN pg_catalog.pg_table_size(c.oid) ELSE 0 END,
  CASE WHEN c.relkind IN ('r', 'm') THEN pg_catalog.pg_relation_size(c.oid) / 8192 ELSE 0 END,
  coalesce(pg_catalog.obj_description(c.oid, 'pg_class'), ''),
  c.relkind = 'r' AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')
    AND pg_catalog.has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE'),
  c.relkind = 'r' AND pg_catalog.row_security_active(c.oid)
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'v', 'm', 'f') AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
ORDER BY n.nspname, c.relname
"""
_COLUMNS = """
SELECT a.attname, pg_catalog.format_type(a.atttypid, NULL), coalesce(pg_catalog.col_description(a.attrelid, a.attnum), ''),
  pg_catalog.has_column_privilege(a.attrelid, a.attnum, 'SELECT')
FROM pg_catalog.pg_attribute a WHERE a.attrelid = %s AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
"""
_STATES = {
    "08": Reason.NOT_CONNECTED,
    "28": Reason.NO_PERMISSION,  # the password, or a rule of pg_hba.conf
    "42501": Reason.NO_PERMISSION,
    "42P01": Reason.VANISHED,
    "3D000": Reason.VANISHED,
    "53": Reason.NOT_CONNECTED,  # too many connections, no memory, a full disk
    "55P03": Reason.TIMED_OUT,
    "57014": Reason.TIMED_OUT,
    "57P": Reason.NOT_CONNECTED,  # it is being shut down, or starts
    "25P03": Reason.TIMED_OUT,
}


def connect(address: Address, credentials: Credentials, asked: Asked) -> DatabaseSource:
    """InvalidInput where the address makes no sense."""
    import psycopg  # noqa: F401 - says at once that it is missing

    told = checked(address, EXAMPLE)
    modes = ("disable", "prefer", "require", "verify-ca", "verify-full")
    if told.get("sslmode", "prefer") not in modes:
        raise InvalidInput("this sslmode makes no sense", hint="one of: " + " ".join(modes))
    wanted: dict[str, Any] = {
        "host": told.get("socket") or address.host or None,
        "port": address.port,
        "user": address.user,
        "password": credentials.get("password"),
        "sslmode": told.get("sslmode") or ("verify-full" if told.get("ca") else "prefer"),
        "sslrootcert": told.get("ca"),
        "connect_timeout": CONNECT_SECONDS,
        "keepalives_idle": 30,
        "tcp_user_timeout": 120_000,
        "application_name": "bailee (read-only scan)",
        "client_encoding": "UTF8",
        "options": (
            f"-c default_transaction_read_only=on -c statement_timeout={STATEMENT_SECONDS}s -c lock_timeout=10s "
            f"-c idle_in_transaction_session_timeout={IDLE_SECONDS}s -c datestyle=ISO -c intervalstyle=iso_8601"
        ),
    }
    if credentials.is_shared:  # libpq takes ~/.pgpass, PGPASSWORD and ~/.postgresql by itself: whose would that be?
        wanted |= {"password": wanted["password"] or "", "passfile": _NOWHERE, "sslcert": _NOWHERE, "sslkey": _NOWHERE}
    given = {name: value for name, value in wanted.items() if value is not None}
    return DatabaseSource(PostgreSQL(given), address.path, asked)


@dataclass(slots=True)
class PostgreSQL:
    given: dict[str, Any] = field(repr=False)
    _notes: dict[str, Note] = field(default_factory=dict)

    @contextmanager
    def _connected(self, database: str) -> Iterator[psycopg.Connection[Any]]:
        import psycopg

        connection = psycopg.connect(dbname=database, autocommit=True, **self.given)
        try:
            _all_as_text(connection)
            if not connection.pgconn.ssl_in_use and not self._is_here(connection):
                self._note("unencrypted", "the connection to the server was not encrypted")
            yield connection
        finally:
            connection.close()

    @staticmethod
    def _is_here(connection: psycopg.Connection[Any]) -> bool:
        return connection.info.host.startswith("/") or connection.info.hostaddr in ("127.0.0.1", "::1")

    def _note(self, ident: str, says: str) -> None:
        self._notes.setdefault(ident, Note(ident, says))

    def databases(self) -> Sequence[str]:
        with self._connected("postgres") as connection:
            return [str(name) for (name,) in connection.execute(_DATABASES)]

    def tables(self, database: str) -> Iterator[Table]:
        with self._connected(database) as connection:
            is_super = connection.execute("SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user")
            if is_super.fetchone() == ("t",):
                self._note(
                    "can-write", "this login is a superuser and may change everything; one that may only read is enough"
                )
            self._count_large_objects(connection)
            for oid, schema, name, kind, rows, size, pages, comment, writes, hides in connection.execute(
                _TABLES
            ).fetchall():
                columns = tuple(
                    Column(column, about, may == "t", form in _LARGE or form.endswith("[]"))
                    for column, form, about, may in connection.execute(_COLUMNS, (int(oid),))
                )
                yield Table(
                    database,
                    schema,
                    name,
                    _FORMS[kind],
                    columns,
                    rows=int(rows) if kind in "rm" and (int(rows) > 0 or not int(pages)) else None,
                    size=int(size),
                    pages=int(pages),
                    comment=comment,
                    may_write=writes == "t" and "can-write" not in self._notes,
                    hides_rows=hides == "t",
                )

    def _count_large_objects(self, connection: psycopg.Connection[Any]) -> None:
        ((count,),) = connection.execute("SELECT count(*) FROM pg_catalog.pg_largeobject_metadata").fetchall()
        if int(count):
            self._note(
                "large-objects", f"large objects, which lie beside the tables, were not read: there are {int(count):,}"
            )

    def parts(self, table: Table) -> Sequence[Part]:
        pages = table.pages
        # a table with much beside its rows (TOAST) has fewer pages a part
        step = max(1, PART_BYTES * pages // max(table.size, 1)) if pages else 1
        if table.form not in ("table", "materialised view") or pages <= step:
            return (Part(),)
        # the last part has no end: the table may have grown
        bounds = [*range(0, pages, step)]
        return tuple(Part(low=low, high=high) for low, high in zip(bounds, [*bounds[1:], None], strict=True))

    @contextmanager
    def rows(self, table: Table, part: Part) -> Iterator[Iterator[Sequence[Any]]]:
        from psycopg import sql

        named = sql.Identifier(table.schema, table.name)
        query = sql.SQL("SELECT {} FROM {}").format(_selected(table), named)
        if part.share is not None:
            query += sql.SQL(" TABLESAMPLE SYSTEM ({})").format(sql.Literal(100 * part.share))
        if part.low is not None:
            query += sql.SQL(" WHERE ctid >= {}::pg_catalog.tid").format(sql.Literal(f"({part.low},0)"))
        if part.high is not None:
            query += sql.SQL(" AND ctid < {}::pg_catalog.tid").format(sql.Literal(f"({part.high},0)"))
        if part.limit is not None:
            query += sql.SQL(" LIMIT {}").format(sql.Literal(part.limit))
        with (
            self._connected(table.database) as connection,
            connection.transaction(),
            connection.cursor(name="bailee") as cursor,  # on the server: rows come as they are asked for
        ):
            if connection.info.parameter_status("server_encoding") == "SQL_ASCII":
                # nobody knows what its bytes mean: they come as bytes, and whoever reads them decides
                connection.execute("SET client_encoding TO SQL_ASCII")
            cursor.itersize = at_once(table)
            cursor.execute(query)
            yield ((*row[:-1], row[-1] in ("t", b"t")) for row in cursor)

    def remarks(self) -> Sequence[Note]:
        return tuple(self._notes.values())

    def reason(self, error: BaseException) -> Reason | None:
        import psycopg

        if not isinstance(error, psycopg.Error):
            return None
        state = error.sqlstate or ""
        for prefix in (state, state[:3], state[:2]):
            if prefix in _STATES:
                return _STATES[prefix]
        if state:
            return Reason.DAMAGED
        if error.pgconn is not None and error.pgconn.needs_password:
            return Reason.NO_PERMISSION  # it was asked for one, and none was given
        # libpq tells no state of a connection that came to nothing; what the server itself said begins with FATAL
        said = str(error)
        if "FATAL" not in said or any(word in said for word in ("too many", "starting up", "shutting down")):
            return Reason.NOT_CONNECTED
        return Reason.VANISHED if "does not exist" in said and "database" in said else Reason.NO_PERMISSION


def _selected(table: Table) -> Any:
    """The columns, cells that are too large left out, and whether there was one."""
    from psycopg import sql

    columns: list[sql.Composable] = []
    large: list[sql.Composable] = []
    for column in table.readable:
        name = sql.Identifier(column.name)
        if column.may_be_large:
            is_large = sql.SQL("pg_catalog.pg_column_size({}) > {}").format(name, sql.Literal(CELL_BYTES))
            columns.append(sql.SQL("CASE WHEN {} THEN NULL ELSE {} END").format(is_large, name))
            large.append(sql.SQL("coalesce({}, false)").format(is_large))
        else:
            columns.append(name)
    columns.append(sql.SQL(" OR ").join(large) if large else sql.SQL("false"))
    return sql.SQL(", ").join(columns)


def _all_as_text(connection: psycopg.Connection[Any]) -> None:
    """Values as the server writes them, whatever their type: a date stays `1980-05-03`. Only bytes are bytes."""
    from psycopg import postgres
    from psycopg.types.string import TextLoader

    for known in postgres.types:
        if known.name != "bytea":
            connection.adapters.register_loader(known.oid, TextLoader)
            if known.array_oid:
                connection.adapters.register_loader(known.array_oid, TextLoader)

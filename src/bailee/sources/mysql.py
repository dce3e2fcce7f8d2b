"""MySQL and MariaDB: tables and views of every database.

    mysql://reader@db.example.com/crm        one database
    mariadb://reader@db.example.com/         every database that the login sees

A login that is enough: `CREATE USER reader IDENTIFIED BY '…'; GRANT SELECT, SHOW VIEW ON *.* TO reader;`

A login is told only of tables that it has some right on, so tables that it may not see are not counted. A large table that
is read in full is cut by its primary key where that is a whole number.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bailee.sources.addresses import Address
from bailee.sources.credentials import Credentials
from bailee.sources.databases import (
    CELL_BYTES,
    CONNECT_SECONDS,
    LOGIN,
    PART_BYTES,
    SAMPLE,
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
    from pymysql.connections import Connection

SCHEMES = ("mysql", "mariadb")
LABEL = "Database (MySQL, MariaDB)"
EXAMPLE = "mysql://reader@db.example.com/crm"
NEEDS = LOGIN
OPTIONS = frozenset({"ca", "socket"})  # file of authorities to trust; a local socket
STEERING = frozenset({"ca", "socket"})

_OWN = ("information_schema", "performance_schema", "mysql", "sys")
_LARGE = frozenset({"tinytext", "text", "mediumtext", "longtext", "tinyblob", "blob", "mediumblob", "longblob", "json"})
_WHOLE = frozenset({"tinyint", "smallint", "mediumint", "int", "bigint"})
_RANGES = 40  # stretches of a key that a sample is made of
_WRITES = ("ALL PRIVILEGES", "INSERT", "UPDATE", "DELETE", "DROP", "ALTER", "CREATE", "SUPER", "TRIGGER")
_TABLES = """
SELECT table_name, table_type, table_rows, coalesce(data_length, 0), coalesce(table_comment, '')
FROM information_schema.tables WHERE table_schema = %s ORDER BY table_name
"""
_COLUMNS = """
SELECT table_name, column_name, data_type, coalesce(column_comment, ''), column_key, coalesce(privileges, '')
FROM information_schema.columns WHERE table_schema = %s ORDER BY table_name, ordinal_position
"""
_NUMBERS = {
    **dict.fromkeys((1044, 1045, 1142, 1143, 1227, 1698, 1130, 1820, 1862, 3118, 4151, 1251), Reason.NO_PERMISSION),
    **dict.fromkeys((1049, 1146), Reason.VANISHED),
    **dict.fromkeys((1205, 1969, 3024, 1317, 1907), Reason.TIMED_OUT),
    **dict.fromkeys((1040, 1053, 1129, 1203, 1226, 2002, 2003, 2005, 2006, 2013, 2014, 2026), Reason.NOT_CONNECTED),
}


def connect(address: Address, credentials: Credentials, asked: Asked) -> DatabaseSource:
    """InvalidInput where the address makes no sense."""
    import pymysql  # noqa: F401 - says at once that it is missing

    told = checked(address, EXAMPLE)
    given: dict[str, Any] = {
        "host": address.host or "localhost",
        "port": address.port or 3306,
        "user": address.user,
        "password": credentials.get("password") or "",
    }
    if told.get("socket"):
        given["unix_socket"] = told["socket"]
    return DatabaseSource(MySQL(given, told.get("ca", "")), address.path, asked)


@dataclass(slots=True)
class MySQL:
    given: dict[str, Any] = field(repr=False)
    ca: str = ""
    _plain: bool = False  # the server has no TLS
    _notes: dict[str, Note] = field(default_factory=dict)

    @contextmanager
    def _connected(self, database: str | None) -> Iterator[Connection[Any]]:
        connection = self._open(database)
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET SESSION TRANSACTION READ ONLY")
                cursor.execute("SET SESSION time_zone = '+00:00'")
                cursor.execute("SELECT VERSION()")
                if "MariaDB" in str(cursor.fetchall()):
                    cursor.execute(f"SET SESSION max_statement_time = {STATEMENT_SECONDS}")
                else:
                    cursor.execute(f"SET SESSION max_execution_time = {STATEMENT_SECONDS * 1000}")
            yield connection
        finally:
            connection.close()

    def _open(self, database: str | None) -> Connection[Any]:
        """With TLS where the server has it; with a file of authorities, only with TLS that they vouch for."""
        import pymysql
        from pymysql.cursors import SSCursor

        local = "unix_socket" in self.given
        wanted = {
            **self.given,
            "database": database,
            "charset": "utf8mb4",
            "conv": {},  # values as the server writes them: a date stays `1980-05-03`
            "cursorclass": SSCursor,
            "connect_timeout": CONNECT_SECONDS,
            "read_timeout": STATEMENT_SECONDS + 30,
            "write_timeout": 30,
            "autocommit": True,
            "local_infile": False,  # a hostile server may not ask for our files
            "program_name": "bailee (read-only scan)",
        }
        if local or self._plain:
            return pymysql.connect(**wanted)
        context = ssl.create_default_context(cafile=self.ca or None)
        if not self.ca:  # better than none: it keeps out those who only listen
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        try:
            return pymysql.connect(**wanted, ssl=context)
        except pymysql.err.OperationalError as error:
            if self.ca or not error.args or error.args[0] != 2026:
                raise
        self._plain = True
        if self.given["host"] not in ("127.0.0.1", "::1", "localhost"):
            self._notes["unencrypted"] = Note("unencrypted", "the connection to the server was not encrypted")
        return pymysql.connect(**wanted)

    def databases(self) -> Sequence[str]:
        with self._connected(None) as connection:
            return [name for (name,) in _asked(connection, "SHOW DATABASES") if name.lower() not in _OWN]

    def tables(self, database: str) -> Iterator[Table]:
        with self._connected(database) as connection:
            may_write = self._may_write(connection, database)
            columns: dict[str, list[Column]] = {}
            keys: dict[str, list[tuple[str, str]]] = {}
            for table, column, form, about, key, may in _asked(connection, _COLUMNS, (database,)):
                readable = not may or "select" in may.lower()
                columns.setdefault(table, []).append(Column(column, about, readable, form.lower() in _LARGE))
                if key == "PRI":
                    keys.setdefault(table, []).append((column, form.lower()))
            for name, kind, rows, size, comment in _asked(connection, _TABLES, (database,)):
                is_view = kind.upper().endswith("VIEW")
                key = keys.get(name, [])
                yield Table(
                    database,
                    "",
                    name,
                    "view" if is_view else "table",
                    tuple(columns.get(name, ())),
                    rows=int(rows) if rows is not None and not is_view else None,
                    size=int(size),
                    comment="" if is_view else comment,
                    key=key[0][0] if len(key) == 1 and key[0][1] in _WHOLE else "",
                    may_write=may_write and not is_view,
                )

    @staticmethod
    def _may_write(connection: Connection[Any], database: str) -> bool:
        """Whether some grant of the login lets it change tables of the database."""
        for (grant,) in _asked(connection, "SHOW GRANTS"):
            rights, _, rest = grant.partition(" ON ")
            where = rest.partition(" TO ")[0]
            if where.startswith(("*.*", f"`{database}`.", f"{database}.")) and any(word in rights for word in _WRITES):
                return True
        return False

    def parts(self, table: Table) -> Sequence[Part]:
        count = min(table.size // PART_BYTES, 100_000)
        if not table.key or count < 2:
            return (Part(),)
        with self._connected(table.database) as connection:
            low, high = self._ends(connection, table)
        if low is None or high is None or high - low < count:
            return (Part(),)
        step = (high - low) // count + 1
        bounds: list[int | None] = [None, *(low + step * number for number in range(1, count)), None]
        return tuple(Part(low=bounds[at], high=bounds[at + 1]) for at in range(count))

    @staticmethod
    def _ends(connection: Connection[Any], table: Table) -> tuple[int | None, int | None]:
        key = _quoted(table.key)
        ((low, high),) = _asked(connection, f"SELECT MIN({key}), MAX({key}) FROM {_named(table)}")  # noqa: S608 - quoted
        return (None, None) if low is None else (int(low), int(high))

    @contextmanager
    def rows(self, table: Table, part: Part) -> Iterator[Iterator[Sequence[Any]]]:
        with self._connected(table.database) as connection:
            queries = list(self._queries(connection, table, part))
            with connection.cursor() as cursor:
                cursor.execute("START TRANSACTION READ ONLY")
            yield self._streamed(connection, queries, part.limit, at_once(table))

    def _queries(self, connection: Connection[Any], table: Table, part: Part) -> Iterator[str]:
        selected = f"SELECT {_selected(table)} FROM {_named(table)}"  # noqa: S608 - identifiers, quoted
        share = part.share
        key = _quoted(table.key) if table.key else ""
        if share is not None and key:
            low, high = self._ends(connection, table)
            if low is not None and high is not None and high - low > SAMPLE:
                each = SAMPLE // _RANGES
                for number in range(_RANGES):
                    start = low + (high - low) * number // _RANGES
                    end = low + (high - low) * (number + 1) // _RANGES + (number + 1 == _RANGES)
                    yield f"{selected} WHERE {key} >= {start} AND {key} < {end} ORDER BY {key} LIMIT {each}"
                return
        if share is not None:
            yield f"{selected} WHERE RAND() < {share:.12f} LIMIT {part.limit}"
            return
        bounds = [f"{key} >= {part.low}"] if part.low is not None else []
        bounds += [f"{key} < {part.high}"] if part.high is not None else []
        where = f" WHERE {' AND '.join(bounds)}" if bounds else ""
        yield selected + where + (f" LIMIT {part.limit}" if part.limit is not None else "")

    @staticmethod
    def _streamed(
        connection: Connection[Any], queries: Sequence[str], limit: int | None, together: int
    ) -> Iterator[Sequence[Any]]:
        for query in queries:
            with connection.cursor() as cursor:  # unbuffered: rows come as they are asked for
                cursor.execute(query)
                while some := cursor.fetchmany(together):
                    for row in some:
                        yield (*row[:-1], row[-1] == "1")

    def remarks(self) -> Sequence[Note]:
        return tuple(self._notes.values())

    def reason(self, error: BaseException) -> Reason | None:
        import pymysql

        if not isinstance(error, pymysql.err.Error):
            return None
        number = error.args[0] if error.args else None
        return _NUMBERS.get(number, Reason.DAMAGED) if isinstance(number, int) else Reason.NOT_CONNECTED


def _asked(connection: Connection[Any], query: str, values: tuple[str, ...] = ()) -> list[tuple[Any, ...]]:
    with closing(connection.cursor()) as cursor:
        cursor.execute(query, values or None)
        return [tuple(_text(value) for value in row) for row in cursor.fetchall()]


def _text(value: object) -> object:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"


def _named(table: Table) -> str:
    return f"{_quoted(table.database)}.{_quoted(table.name)}"


def _selected(table: Table) -> str:
    """The columns, cells that are too large left out, and whether there was one."""
    columns: list[str] = []
    large: list[str] = []
    for column in table.readable:
        name = _quoted(column.name)
        if column.may_be_large:
            columns.append(f"IF(LENGTH({name}) > {CELL_BYTES}, NULL, {name})")
            large.append(f"COALESCE(LENGTH({name}) > {CELL_BYTES}, 0)")
        else:
            columns.append(name)
    columns.append(" OR ".join(large) if large else "0")
    return ", ".join(columns)

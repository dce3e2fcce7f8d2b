"""Database servers: what PostgreSQL and MySQL have in common. A table is an item, and its rows are streamed.

A login that may only read is asked for, and the session is set to read only whatever the login may do. Each table is asked
for in a transaction of its own, as short as copying takes, with a limit on each statement's time. By default a share of the
rows of a large table is read, spread over all of it, and coverage says which share; `--rows full` reads every row, in parts.
"""

from __future__ import annotations

import base64
import io
import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Protocol, cast

from bailee.errors import InvalidInput
from bailee.items import Item
from bailee.sources.addresses import Address
from bailee.sources.credentials import Need
from bailee.sources.interface import (
    EVERYTHING,
    Asked,
    Entry,
    Note,
    NotFetched,
    Unreachable,
    reason_of_failure,
)
from bailee.vocabulary import Locator, Reason

MAGIC = b"BAILEE TABLE 1\n"
LOGIN = (Need("password", "The login's password; none where the server knows who asks"),)
SAMPLE = 10_000  # rows of a table, where a share is read
ROWS_A_PAGE = 60  # of 8 KiB, where nobody counted
FEWEST_PAGES = 40  # in a sample
SAMPLE_BYTES = 64 << 20  # and at most so much of it
# On the server's disk, of one part of a table that is read in full: some 30,000 rows, of which one file's findings hold all.
PART_BYTES = 4 << 20
MOST_BYTES = 64 << 20  # of one part, as it is copied, where it cannot be cut
CELL_BYTES = 16 << 20  # a larger one is left
CONNECT_SECONDS = 15
STATEMENT_SECONDS = 120  # until the first rows come
IDLE_SECONDS = 300  # that a server waits for us in a transaction
BEYOND = "rows beyond the sample (--rows full reads them)"
HIDDEN = "rows that the server hides from this login"
LARGE_CELLS = f"cells of more than {CELL_BYTES >> 20} MiB"


def checked(address: Address, example: str) -> Mapping[str, str]:
    """The options of a server's address; InvalidInput where it names no login, more than a database, or no file of authorities."""
    if not address.user:
        raise InvalidInput("an address of a database names a login", hint=f"as in {example}")
    if len(address.parts) > 1:
        raise InvalidInput("an address of a database ends with its name", hint=f"as in {example}")
    authorities = address.options.get("ca")
    if authorities and not Path(authorities).is_file():
        raise InvalidInput(
            f'there is no "{authorities}"', hint="a file of certificates (PEM), as in ?ca=/etc/ssl/our-ca.pem"
        )
    return address.options


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    comment: str = ""
    may_read: bool = True
    may_be_large: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table or a view, as the server's catalogue tells. `rows` is an estimate, None where there is none."""

    database: str
    schema: str  # empty where the server has no such level
    name: str
    form: str  # table, view, materialised view, foreign table
    columns: tuple[Column, ...]
    rows: int | None = None
    size: int = 0  # bytes on the server's disk
    pages: int = 0  # of its rows, without what lies beside them; 0 where the server does not tell
    comment: str = ""
    key: str = ""  # a whole number that is the primary key
    may_write: bool = False
    hides_rows: bool = False  # the server shows this login only some of the rows

    @property
    def readable(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.may_read)


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the rows of a table: all of them, a share, or those between two bounds (of its key, or of its pages)."""

    share: float | None = None  # of all rows, 0 to 1
    low: int | None = None
    high: int | None = None
    limit: int | None = None


class Rows(Protocol):
    """Rows of one part as they come: a tuple a row, its last cell tells whether a cell was left for its size."""

    def __iter__(self) -> Iterator[Sequence[Any]]: ...


class Server(Protocol):
    """One kind of server. Each call connects anew, but for `tables`, whose rows come from one connection."""

    def databases(self) -> Sequence[str]:
        """Names of those that the login may look into."""
        ...

    def tables(self, database: str) -> Iterator[Table]: ...

    def parts(self, table: Table) -> Sequence[Part]:
        """How a table is cut to be read in full."""
        ...

    def rows(self, table: Table, part: Part) -> AbstractContextManager[Iterator[Sequence[Any]]]: ...

    def remarks(self) -> Sequence[Note]:
        """What is to be told of the login and the connection, after tables were listed."""
        ...

    def reason(self, error: BaseException) -> Reason | None:
        """Why the server refused; None where the error is none of its library's."""
        ...


_AWAY = {
    Reason.NO_PERMISSION: Note("refused", "the server does not let this login in with what the credentials hold"),
    Reason.NOT_CONNECTED: Note("away", "the server was not reached, or takes no connection now"),
    Reason.VANISHED: Note("no-database", "the server has no database of this name"),
}


@dataclass(slots=True)
class DatabaseSource:
    """Every table of one database, or of all that the login may look into."""

    server: Server
    named: str  # the database of the address; empty: all
    asked: Asked
    only_changes: bool = False
    _writable: int = 0
    _tables: int = 0
    _sampled: list[tuple[int, int | None]] = field(default_factory=list)  # rows read, of how many
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _closed: threading.Event = field(default_factory=threading.Event)
    _away: Note | None = None  # why nothing, or no more, could be listed

    def items(self) -> Iterator[Entry]:
        try:
            databases = [self.named] if self.named else list(self.server.databases())
        except Exception as error:  # noqa: BLE001 - whatever a library raises: its message may quote what it was told
            yield self._missed(EVERYTHING, error)
            return
        for database in databases:
            try:
                for table in self.server.tables(database):
                    yield from self._items(table)
            except Exception as error:  # noqa: BLE001 - as above; the other databases go on
                where = EVERYTHING if self.named else Locator((database,))
                yield self._missed(where, error)

    def _missed(self, where: Locator, error: BaseException) -> Unreachable:
        reason = self._reason(error)
        if where is EVERYTHING:
            self._away = _AWAY.get(reason)
        return Unreachable(where, reason)

    def _items(self, table: Table) -> Iterator[Entry]:
        self._tables += 1
        self._writable += table.may_write
        path = self._path(table)
        if not table.readable:
            yield Unreachable(Locator((path,)), Reason.NO_PERMISSION)
            return
        if self.asked.rows != "full":
            share = share_of(table)
            # a share that came out too large is cut late, so that the end of the table is in it
            part = Part(limit=SAMPLE) if share is None else Part(share=share, limit=2 * SAMPLE)
            yield Item(Locator((path,)), 0, opener=self._opener(table, part))
            return
        parts = self.server.parts(table)
        for number, part in enumerate(parts, 1):
            name = f"{path} (part {number})" if len(parts) > 1 else path
            yield Item(Locator((name,)), 0, opener=self._opener(table, part))

    def _path(self, table: Table) -> str:
        name = f"{table.schema}.{table.name}" if table.schema else table.name
        path = name if self.named else f"{table.database}/{name}"
        return path if table.form == "table" else f"{path} ({table.form})"

    def _opener(self, table: Table, part: Part) -> Callable[[], BinaryIO]:
        return lambda: cast("BinaryIO", _Stream(self._lines(table, part)))

    def _lines(self, table: Table, part: Part) -> Iterator[bytes]:
        """A part of a table in the form that the extractor of database tables reads. NotFetched where no row can be had."""
        columns = table.readable
        told = [{"name": column.name, "comment": column.comment} for column in columns]
        begun = False
        left = [(f"column {column.name}", Reason.NO_PERMISSION) for column in table.columns if not column.may_read]
        if table.hides_rows:
            left.append((HIDDEN, Reason.NO_PERMISSION))
        count = size = large = 0
        try:
            with self.server.rows(table, part) as rows:
                for row in rows:
                    if not begun:
                        begun = True
                        yield MAGIC + _line({"columns": told, "comment": table.comment})
                    line = _line([_cell(value) for value in row[: len(columns)]])
                    large += bool(row[-1])
                    count, size = count + 1, size + len(line)
                    yield line
                    if size > (MOST_BYTES if part.limit is None else SAMPLE_BYTES):
                        left.append(("rows behind those", Reason.TOO_BIG))
                        break
                    if self._closed.is_set():
                        raise NotFetched(Reason.NOT_CONNECTED)
        except Exception as error:  # noqa: BLE001 - whatever a library raises: its message may quote a row
            reason = self._reason(error)
            if not begun:
                raise NotFetched(reason) from None
            left.append(("rows behind those", reason))
        if not begun:
            yield MAGIC + _line({"columns": told, "comment": table.comment})
        if large:
            left.append((LARGE_CELLS, Reason.TOO_BIG))
        if part.share is not None or (part.limit is not None and count >= part.limit):
            left.append((BEYOND, Reason.TOO_BIG))
            with self._lock:
                self._sampled.append((count, table.rows if (table.rows or 0) > count else None))
        yield _line({"left": left})

    def _reason(self, error: BaseException) -> Reason:
        if isinstance(error, NotFetched):
            return error.reason
        return self.server.reason(error) or reason_of_failure(error) or Reason.DAMAGED

    def state(self) -> bytes:
        return b""  # a server tells nobody what changed

    def notes(self) -> tuple[Note, ...]:
        notes = list(self.server.remarks())
        if self._away is not None:
            notes.append(self._away)
        if self._writable:
            notes.append(
                Note(
                    "can-write",
                    f"this login may change {self._writable:,} of {self._tables:,} tables; one that may only read is enough",
                )
            )
        if self._sampled:
            read = sum(count for count, _ in self._sampled)
            told = [rows for _, rows in self._sampled]
            of = f"about {sum(rows or 0 for rows in told):,}" if all(told) else "more"
            tables = "1 table was" if len(told) == 1 else f"{len(told):,} tables were"
            notes.append(Note("sampled", f"{tables} sampled: {read:,} rows of {of}; --rows full reads them all"))
        return tuple(notes)

    def close(self) -> None:
        self._closed.set()


def share_of(table: Table) -> float | None:
    """The share of a table's rows that makes a sample; None where all of them do, or none can be drawn.

    >>> share_of(Table("", "", "t", "table", (), rows=1_000_000)), share_of(Table("", "", "t", "table", (), rows=900))
    (0.01, None)
    >>> share_of(Table("", "", "films", "table", (), size=20_000_000, pages=1)) is None
    True
    """
    if table.form not in ("table", "materialised view"):
        return None
    rows = table.rows if table.rows is not None else table.pages * ROWS_A_PAGE
    if rows <= SAMPLE:
        return None
    share = max(SAMPLE / rows, FEWEST_PAGES / table.pages if table.pages else 0.0)  # pages are drawn, not rows
    return None if share > 0.8 else share


def at_once(table: Table) -> int:
    """Rows that are fetched together, so that they take some megabytes whatever is in them."""
    width = table.size // table.rows if table.rows and table.rows > 0 else 4_000
    return max(1, min(2_000, (8 << 20) // max(width, 1)))


def _line(told: object) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass") + b"\n"


def _cell(value: object) -> object:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bytes | bytearray | memoryview):
        return {"base64": base64.b64encode(value).decode("ascii")}
    return str(value)


class _Stream(io.RawIOBase):
    """Pieces of bytes as a stream. Closing it closes what makes them."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._waiting = bytearray()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        wanted = len(buffer)
        while len(self._waiting) < wanted:
            piece = next(self._pieces, None)
            if piece is None:
                break
            self._waiting += piece
        given = bytes(self._waiting[:wanted])
        del self._waiting[:wanted]
        buffer[: len(given)] = given
        return len(given)

    def close(self) -> None:
        if not self.closed:
            getattr(self._pieces, "close", lambda: None)()
        super().close()

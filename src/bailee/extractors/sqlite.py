"""SQLite databases: every table as a table under the names of its columns, text and files in BLOBs.

Rows that were deleted are read where they still lie in the file or its log, and said to be hidden. Opened so that nothing is written beside the file. What the write-ahead log holds (the newest rows of a browser, a phone or
a till) is laid over the pages in memory.
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bailee.extractors import sqlite_deleted, typed_rows
from bailee.extractors.cells import LONGEST, blob, long_cell, shown, words_in
from bailee.extractors.encodings import decoder_for
from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.extractors.mail import texts
from bailee.extractors.media_type import (
    SQLITE,
)
from bailee.extractors.rows import texts_of
from bailee.items import Item
from bailee.text import Part, Text
from bailee.vocabulary import Locator, Reason

READS = frozenset({SQLITE})

IN_MEMORY = (
    96 << 20
)  # a database that lies in another file, or has a log beside it, is laid out in memory up to that size
_TABLES = "SELECT name, rootpage FROM sqlite_master WHERE type = 'table' AND rootpage > 0 ORDER BY rowid"
SEARCHED = 1 << 30  # bytes of a database whose free space is looked through
_WAL_MAGIC = (0x377F0682, 0x377F0683)


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    header = item.read(100)
    if len(header) < 100:
        raise Unreadable(Reason.DAMAGED)
    yield from _short(item, header)
    try:
        connection, left = _opened(item, budget)
    except sqlite3.Error:
        raise Unreadable(Reason.DAMAGED) from None
    with closing(connection):
        try:
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.text_factory = _text
            schema = connection.execute(_TABLES).fetchall()
        except sqlite3.Error:
            raise Unreadable(Reason.DAMAGED) from None
        for name, _ in schema:
            yield from _table(connection, str(name), item.locator, budget)
        yield from _definitions(connection, item.locator)
        yield from _deleted(connection, item, header, budget)
    yield from left


def _short(item: Item, header: bytes) -> Iterator[Unread]:
    if _is_short(item.size, header):
        yield Unread(item.locator, Reason.DAMAGED)


def _is_short(size: int, header: bytes | bytearray) -> bool:
    """The header counts the pages, where its two counters of changes agree."""
    page = int.from_bytes(header[16:18], "big")
    page = 65_536 if page == 1 else page
    return header[24:28] == header[92:96] and int.from_bytes(header[28:32], "big") * page > size


def _opened(item: Item, budget: Budget) -> tuple[sqlite3.Connection, list[Unread]]:
    """A connection that cannot write, and what of the database it does not show."""
    log = Path(f"{item.path}-wal") if item.path is not None else None
    newer = log is not None and log.is_file() and log.stat().st_size > 32
    short = item.size <= IN_MEMORY and _is_short(item.size, item.read(100))
    if item.path is not None and (not newer or item.size > IN_MEMORY) and not short:
        left = [Unread(item.locator.inside("wal"), Reason.TOO_BIG)] if newer else []
        name = quote(bytes(item.path.absolute()))
        return sqlite3.connect(f"file:{name}?mode=ro&immutable=1", uri=True), left
    if item.size > IN_MEMORY:
        raise Unreadable(Reason.TOO_BIG)
    data = bytearray(item.read())
    if newer and log is not None:
        size = log.stat().st_size
        if size > IN_MEMORY:
            return _from_bytes(data), [Unread(item.locator.inside("wal"), Reason.TOO_BIG)]
        budget.take(size)
        _lay_over(data, log.read_bytes())
    if short and _is_short(len(data), data):
        _made_whole(data)
    return _from_bytes(data), []


def _made_whole(data: bytearray) -> None:
    """Of a file cut short SQLite refuses everything: empty pages stand for those that are missing, as long as they are few."""
    page = int.from_bytes(data[16:18], "big")
    page = 65_536 if page == 1 else max(page, 512)
    whole = int.from_bytes(data[28:32], "big") * page
    if whole <= IN_MEMORY:
        data.extend(bytes(whole - len(data)))
    else:  # SQLite counts the pages that are there; it refuses where a table begins behind them
        data.extend(bytes(-len(data) % page))
        data[28:32] = bytes(4)


def _from_bytes(data: bytearray) -> sqlite3.Connection:
    data[18:20] = b"\1\1"  # a database in memory keeps no write-ahead log
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(bytes(data))
    except BaseException:
        connection.close()
        raise
    return connection


def _lay_over(data: bytearray, log: bytes) -> None:
    """Pages of the log's transactions that were committed (https://www.sqlite.org/fileformat2.html#walformat)."""
    magic, _, size = struct.unpack_from(">III", log)
    salts = log[16:24]
    if magic not in _WAL_MAGIC or size < 512 or size & (size - 1):
        return
    pages: list[tuple[int, int]] = []
    for at in range(32, len(log) - 24 - size + 1, 24 + size):
        number, commit = struct.unpack_from(">II", log, at)
        if log[at + 8 : at + 16] != salts or not number:
            break
        pages.append((number, at + 24))
        if not commit:
            continue
        for page, start in pages:
            end = page * size
            if end > IN_MEMORY * 2:
                continue
            if len(data) < end:
                data.extend(bytes(end - len(data)))
            data[end - size : end] = log[start : start + size]
        del data[commit * size :]
        pages.clear()


def _table(connection: sqlite3.Connection, name: str, outer: Locator, budget: Budget) -> Iterator[Extracted]:
    place = outer.inside(f"table {name}")
    beside: list[Extracted] = []
    try:
        cursor = connection.execute(f"SELECT * FROM {_quoted(name)}")  # noqa: S608 - an identifier, quoted
        headers = [str(column[0]) for column in cursor.description]
        rows = _rows(_readable(connection, cursor, name, place, beside), headers, place, beside, budget)
        for text in texts_of(rows, place, headers=headers):
            yield text
            yield from beside
            beside.clear()
        yield from beside
    except sqlite3.Error:
        yield from beside
        yield Unread(place, Reason.DAMAGED)


def _rows(
    found: Iterator[tuple[Any, ...]], headers: list[str], place: Locator, beside: list[Extracted], budget: Budget
) -> Iterator[list[str]]:
    yield headers
    for number, row in enumerate(found, 1):
        cells: list[str] = []
        for column, value in zip(headers, row, strict=False):
            text = shown(value)
            if text is None and isinstance(value, bytes):
                files = list(blob(value, place, f"row {number} {column}", budget))
                beside += files
                text = "" if files else words_in(value)
            elif text is not None and len(text) > LONGEST:
                beside += long_cell(text, place, f"row {number} {column}")
                text = ""
            cells.append(text or "")
        yield cells


def _readable(
    connection: sqlite3.Connection, cursor: sqlite3.Cursor, name: str, place: Locator, beside: list[Extracted]
) -> Iterator[tuple[Any, ...]]:
    """Rows up to a damaged page, and those behind it, from the last one back."""
    last = None
    try:
        for last in cursor:
            yield last
    except sqlite3.Error:
        beside.append(Unread(place, Reason.DAMAGED))
        with suppress(sqlite3.Error):
            for row in connection.execute(f"SELECT * FROM {_quoted(name)} ORDER BY rowid DESC"):  # noqa: S608 - an identifier, quoted
                if row == last:
                    return
                yield row


def _definitions(connection: sqlite3.Connection, outer: Locator) -> Iterator[Extracted]:
    """Views and triggers are not run; what a person wrote into them, and into a table as default, check or remark, is read."""
    try:
        found = connection.execute(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND (type IN ('view', 'trigger')"
            " OR (type = 'index' AND sql LIKE '% where %')"
            " OR (type = 'table' AND (sql LIKE '%default%' OR sql LIKE '%check%' OR sql LIKE '%--%' OR sql LIKE '%/*%')))"
        )
        text = "\n".join(str(row[0]) for row in found)
    except sqlite3.Error:
        return
    if text:
        yield Text.of(text, outer.inside("definitions"), Part.METADATA)


def _deleted(connection: sqlite3.Connection, item: Item, header: bytes, budget: Budget) -> Iterator[Extracted]:
    """What was deleted and still lies there. A fault in it costs nothing else."""
    size = int.from_bytes(header[16:18], "big")
    size = 65_536 if size == 1 else size
    if size < 512 or size & (size - 1):
        return
    if item.size > SEARCHED:
        yield Unread(item.locator.inside("deleted rows"), Reason.TOO_BIG)
        return
    tables = [
        table for name, root in connection.execute(_TABLES) if (table := _described(connection, str(name), int(root)))
    ]
    with item.open() as stream:

        def page(number: int) -> bytes:
            stream.seek((number - 1) * size)
            return stream.read(size)

        try:
            found = sqlite_deleted.Search(header, page, item.size // size, tables).all()
            if frames := list(_older(item, page, size)):
                found_in_log = sqlite_deleted.Search(header, page, item.size // size, tables)
                found_in_log.found = found
                found_in_log.log(iter(frames), lambda *row: _lives(connection, *row))
        except (struct.error, IndexError, ValueError, sqlite3.Error):
            return
    names = {table.name: table.columns for table in tables}
    for name, rows in found.rows.items():
        place = (
            item.locator.inside(f"table {name}").inside("deleted rows") if name else item.locator.inside("deleted rows")
        )
        yield from typed_rows.table(rows, names.get(name, ()), place, budget, Part.HIDDEN)
    if found.words:
        yield from texts("\n".join(dict.fromkeys(found.words)), item.locator.inside("free space"), Part.HIDDEN)


def _described(connection: sqlite3.Connection, name: str, root: int) -> sqlite_deleted.Table | None:
    try:
        columns = connection.execute("SELECT name FROM pragma_table_info(?)", (name,)).fetchall()
    except sqlite3.Error:
        return None
    return sqlite_deleted.Table(name, root, tuple(str(row[0]) for row in columns))


def _older(item: Item, page: Callable[[int], bytes], size: int) -> Iterator[tuple[int, bytes]]:
    """Pages as the log has them, and as the file has those that the log has newer."""
    log = Path(f"{item.path}-wal") if item.path is not None else None
    if log is None or not log.is_file() or not 32 < log.stat().st_size <= IN_MEMORY:
        return
    data = log.read_bytes()
    numbers: set[int] = set()
    for at in range(32, len(data) - 24 - size + 1, 24 + size):
        number = int.from_bytes(data[at : at + 4], "big")
        if number:
            numbers.add(number)
            yield number, data[at + 24 : at + 24 + size]
    for number in sorted(numbers):
        yield number, page(number)


def _lives(connection: sqlite3.Connection, name: str, rowid: int, row: list[object]) -> bool:
    """Whether the row is still in its table as it was."""
    try:
        now = connection.execute(f"SELECT * FROM {_quoted(name)} WHERE rowid = ?", (rowid,)).fetchone()  # noqa: S608 - an identifier, quoted
    except sqlite3.Error:
        return False
    return now is not None and all(value in now for value in row if isinstance(value, str))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return decoder_for("utf-8").decode(raw, final=True)

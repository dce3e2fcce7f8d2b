"""Files beside a SQLite database: its write-ahead log, the log's index, its journal for rolling back.

A log with its database beside it is read with that one. Alone, as a copy of a profile or a phone has it, its rows are told
without their tables; a journal holds the rows as they were before the last change.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from bailee.extractors import sqlite_deleted, typed_rows
from bailee.extractors.data_types import SQLITE_INDEX, SQLITE_JOURNAL, SQLITE_LOG
from bailee.extractors.expanding import MEMBER_LIMIT
from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.extractors.mail import texts
from bailee.items import Item
from bailee.text import Part
from bailee.vocabulary import Reason

READS = frozenset({SQLITE_LOG, SQLITE_INDEX, SQLITE_JOURNAL})

_JOURNAL = bytes.fromhex("d9d505f920a163d7")


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    head = item.read(32)
    if head[:4] not in (b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83", _JOURNAL[:4]):
        return  # the index holds numbers of pages
    database = str(item.path).removesuffix("-wal") if item.path is not None else ""
    if head[:2] == b"\x37\x7f" and database not in ("", str(item.path)) and Path(database).is_file():
        return
    if item.size > 2 * MEMBER_LIMIT:
        raise Unreadable(Reason.TOO_BIG)
    data = item.read()
    if len(data) < 32:
        raise Unreadable(Reason.DAMAGED)
    search = sqlite_deleted.Search(bytes(100), lambda number: b"", 0, ())
    try:
        found = search.log(_pages(data), lambda *_: False)
    except (struct.error, IndexError, ValueError):
        raise Unreadable(Reason.DAMAGED) from None
    for rows in found.rows.values():
        yield from typed_rows.table(rows, (), item.locator.inside("rows"), budget, Part.HIDDEN)
    if found.words:
        yield from texts("\n".join(dict.fromkeys(found.words)), item.locator.inside("free space"), Part.HIDDEN)
    if not found.rows and not found.words and len(data) > 4096:
        yield Unread(item.locator, Reason.DAMAGED)


def _pages(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(number, page) of each frame of a log, or of each page that a journal saved."""
    if data.startswith(_JOURNAL):
        sector, size = struct.unpack_from(">II", data, 20)
        start, before, step = max(sector, 28), 4, size + 8
    else:
        size = int.from_bytes(data[8:12], "big")
        start, before, step = 32, 24, size + 24
    if size < 512 or size > 65_536:
        raise ValueError
    for at in range(start, len(data) - step + 1, step):
        yield int.from_bytes(data[at : at + 4], "big"), data[at + before : at + before + size]

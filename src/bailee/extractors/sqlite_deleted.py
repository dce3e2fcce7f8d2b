"""Rows of SQLite that were deleted and still lie in the file: in free pages, in free space of used pages, in the log.

Deleting marks bytes as free and leaves them; whoever opens the file with a hex editor reads them. Rows are told by their own
header of types (https://www.sqlite.org/fileformat2.html#record_format); of a row that lost its first bytes the columns are
counted from the table. What is no row any more but still words is read as words.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

SEARCHED = 2 << 20  # bytes of free space in which rows are looked for byte by byte
ROWS = 50_000  # of one table
LETTERS = 16 << 20  # and in which words are
_LEAF, _INTERIOR = 0x0D, 0x05
_WORDS = re.compile(rb"[\x20-\x7e\x80-\xff]{5,}")
_SOME = re.compile(rb"[A-Za-z0-9\x80-\xff][\x20-\x7e\x80-\xff]{3}")
_PAGES = 1_000_000
TRIED = 500  # ways in which one free block is taken apart
_LEAST = 4  # bytes of a cell


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    root: int
    columns: tuple[str, ...]


@dataclass(slots=True)
class Found:
    """Rows by the table that they were of (empty: unknown), and words that are in no row."""

    rows: dict[str, list[list[object]]] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)

    def add(self, table: str, row: list[object]) -> None:
        rows = self.rows.setdefault(table, [])
        if len(rows) < ROWS:
            rows.append(row)


Page = Callable[[int], bytes]


class Search:
    """One database, page by page; `page` gives a page by its number, from 1 on."""

    def __init__(self, header: bytes, page: Page, pages: int, tables: Sequence[Table]) -> None:
        self.page = page
        self.pages = min(pages, _PAGES)
        self.encoding = {2: "utf-16-le", 3: "utf-16-be"}.get(int.from_bytes(header[56:60], "big"), "utf-8")
        self.reserved = header[20]
        self.trunk = int.from_bytes(header[32:36], "big")
        self.tables = tables
        self.widths = {len(table.columns) for table in tables}
        self.searched = 0
        self.lettered = 0
        self.found = Found()
        self.after = 0
        self.tried = 0
        self.lost = [1, 0, 2]  # columns whose types were written over, the likeliest first

    def all(self) -> Found:
        """Free pages first: whole tables lie there once they are dropped."""
        for number in self._free_pages():
            if sum(map(len, self.found.rows.values())) >= 4 * ROWS:
                break
            self._free_page(self.page(number))
        owner = self._owners()
        for number, table in owner.items():
            if len(self.found.rows.get(table.name, ())) < ROWS:
                self._used_page(self.page(number), number, table)
        return self.found

    def log(self, frames: Iterator[tuple[int, bytes]], lives: Callable[[str, int, list[object]], bool]) -> Found:
        """Rows of older versions of pages, as a log keeps them, that live no more."""
        owner = self._owners()
        seen: set[tuple[int, int, str]] = set()
        for number, page in frames:
            table = owner.get(number)
            for rowid, row in self._cells(page, number):
                same = (number, rowid, repr(row))
                if same not in seen and (table is None or not lives(table.name, rowid, row)):
                    self.found.add(table.name if table else self._named(row), row)
                seen.add(same)
        return self.found

    # pages

    def _free_pages(self) -> Iterator[int]:
        seen: set[int] = set()
        trunk = self.trunk
        while 0 < trunk <= self.pages and trunk not in seen:
            seen.add(trunk)
            page = self.page(trunk)
            if len(page) < 8:
                return
            trunk, count = struct.unpack_from(">II", page)
            count = min(count, len(page) // 4 - 2)
            self._region(page, 8 + 4 * count, len(page), None)
            for number in struct.unpack_from(f">{count}I", page, 8):
                if 0 < number <= self.pages and number not in seen:
                    seen.add(number)
                    yield number

    def _owners(self) -> dict[int, Table]:
        """Leaf pages of each table, by a walk from its root."""
        owner: dict[int, Table] = {}
        seen: set[int] = set()
        for table in self.tables:
            stack = [table.root]
            while stack:
                number = stack.pop()
                if not 0 < number <= self.pages or number in seen:
                    continue
                seen.add(number)
                page = self.page(number)
                start = 100 if number == 1 else 0
                if len(page) < start + 12:
                    continue
                if page[start] == _LEAF:
                    owner[number] = table
                elif page[start] == _INTERIOR:
                    count = int.from_bytes(page[start + 3 : start + 5], "big")
                    stack.append(int.from_bytes(page[start + 8 : start + 12], "big"))
                    for index in range(min(count, (len(page) - start - 12) // 2)):
                        at = int.from_bytes(page[start + 12 + 2 * index : start + 14 + 2 * index], "big")
                        stack.append(int.from_bytes(page[at : at + 4], "big"))
        return owner

    def _free_page(self, page: bytes) -> None:
        """A page given back: its cells are mostly whole."""
        if page[:1] != bytes([_LEAF]):
            self._region(page, 0, len(page), None)
            return
        for _, row in self._cells(page, 0):
            self.found.add(self._named(row), row)
        self._used_page(page, 0, None)

    def _used_page(self, page: bytes, number: int, table: Table | None) -> None:
        start = 100 if number == 1 else 0
        if len(page) < start + 8:
            return
        block, count, content = struct.unpack_from(">HHH", page, start + 1)
        content = content or 65_536
        self._region(page, start + 8 + 2 * count, min(content, len(page)), table)
        seen: set[int] = set()
        while block and block not in seen and block + 4 <= len(page):
            seen.add(block)
            following, size = struct.unpack_from(">HH", page, block)
            self._block(page, block, min(block + size, len(page)), table)
            block = following

    def _cells(self, page: bytes, number: int) -> Iterator[tuple[int, list[object]]]:
        start = 100 if number == 1 else 0
        if len(page) < start + 8 or page[start] != _LEAF:
            return
        count = int.from_bytes(page[start + 3 : start + 5], "big")
        for index in range(min(count, (len(page) - start - 8) // 2)):
            at = int.from_bytes(page[start + 8 + 2 * index : start + 10 + 2 * index], "big")
            if (cell := self._cell(page, at, len(page), strict=False)) is not None:
                yield cell[1], cell[2]

    # free space

    def _region(self, page: bytes, start: int, end: int, table: Table | None) -> None:
        """Free space in which whole cells may lie, one somewhere after the other."""
        space = page[start:end]
        if not space.strip(b"\0") or not _SOME.search(space):
            return
        at = left = start
        while at < end:
            if self.searched >= SEARCHED:
                break
            cell = self._cell(page, at, end, strict=True) if page[at] else None
            row = cell[2] if cell else self._without_start(page, at, end, table)
            if row is None:
                at += 1
                self.searched += 1
                continue
            self._words(page[left:at])
            self.found.add(table.name if table and len(table.columns) >= len(row) else self._named(row), row)
            at = left = cell[0] if cell else self.after
        self._words(page[left:end])

    def _without_start(self, page: bytes, at: int, end: int, table: Table | None) -> list[object] | None:
        """A row whose header begins at `at`, but for the type of its first column; where it ends is kept in `after`."""
        columns = len(table.columns) if table else 0
        if columns < 3 or not any(byte < 0x20 for byte in page[at : at + columns - 1]):  # words are no types
            return None
        found = self._headless(page, at, end, columns - 1)
        if found is None or found[0] > end:
            return None
        if any(isinstance(value, bytes) or (isinstance(value, str) and not value.isprintable()) for value in found[1]):
            return None  # one byte too early or too late
        self.after = found[0]
        return [None, *found[1]]

    def _block(self, page: bytes, start: int, end: int, table: Table | None) -> None:
        """Freed cells, one behind the other: the first four bytes of each were written over, and with them its header's start."""
        at = start
        self.tried = 0
        if table is not None and (rows := self._filling(page, start, end, len(table.columns))):
            for row in rows:
                self.found.add(table.name, row)
            return
        while table is not None and at + 8 < end:
            if (whole := self._cell(page, at, end, strict=True)) is not None:
                self.found.add(table.name, whole[2])
                at = whole[0]
                continue
            columns = len(table.columns)
            one = None
            for lost in self.lost:
                if (one := self._headless(page, at + 4, end, columns - lost)) is not None:
                    if lost != self.lost[0]:  # the others of the table are mostly alike
                        self.lost.remove(lost)
                        self.lost.insert(0, lost)
                    self.found.add(table.name, [None] * lost + one[1])
                    at = one[0]
                    break
            if one is None:
                break
        self._region(page, at if at > start else start + 4, end, table)

    def _filling(self, page: bytes, at: int, end: int, columns: int) -> list[list[object]] | None:
        """Rows that fill a block to its end, so that the length of a first value, whose type was written over, is sure."""
        if at >= end:
            return [] if at == end else None
        self.tried += 1
        if self.tried > TRIED or self.searched >= SEARCHED:
            return None
        whole = self._cell(page, at, end, strict=True)
        if whole is not None and (rest := self._filling(page, whole[0], end, columns)) is not None:
            return [whole[2], *rest]
        for lost in (0, -1, 1):  # types written over, what leaves no choice first; -1: nor was the size of the header
            found = self._types(page, at + 4 + (lost < 0), end, columns - max(lost, 0))
            if found is None:
                continue
            types, first = found
            stop = first + sum(map(_width, types))
            for width in range(end - stop + 1 if lost > 0 else 1):
                self.searched += 1
                if stop + width < end and not self._begins(page, stop + width, end):
                    continue
                row = self._row(page, first, stop + width, types, width if lost > 0 else None)
                if row is not None and (rest := self._filling(page, stop + width, end, columns)) is not None:
                    return [row, *rest]
        return None

    def _begins(self, page: bytes, at: int, end: int) -> bool:
        """Whether a cell may begin here: whole, or with the size that it had as a free block."""
        size = int.from_bytes(page[at + 2 : at + 4], "big")
        return _LEAST <= size <= end - at or self._cell(page, at, end, strict=True) is not None

    def _row(self, page: bytes, at: int, end: int, types: list[int], width: int | None) -> list[object] | None:
        """Values of a row; the first is as wide as said and a text where it can be one."""
        before: list[object] = []
        if width:
            text = page[at : at + width].decode(self.encoding, "replace")
            if text.isprintable() and "\ufffd" not in text:
                before = [text]
            elif width in _WIDTHS:
                before = [int.from_bytes(page[at : at + width], "big", signed=True)]
            else:
                return None
        elif width == 0:
            before = [None]
        values = self._values(page, at + (width or 0), end, types)
        if values is None or len(values[1]) != len(types):
            return None
        row = [*before, *values[1]]
        words = [value for value in row if isinstance(value, str)]
        return row if any(len(word) > 2 for word in words) and all(_is_plain(word) for word in words) else None

    def _headless(self, page: bytes, at: int, end: int, count: int) -> tuple[int, list[object]] | None:
        if count < 1 or (found := self._types(page, at, end, count)) is None:
            return None
        types, at = found
        values = self._values(page, at, end, types)
        if values is None or not any(isinstance(value, str) and len(value) > 2 for value in values[1]):
            return None
        return values

    def _types(self, page: bytes, at: int, end: int, count: int) -> tuple[list[int], int] | None:
        types: list[int] = []
        for _ in range(count):
            kind, at = _varint(page, at)
            if at > end or kind in (10, 11):
                return None
            types.append(kind)
        return types, at

    def _cell(self, page: bytes, at: int, end: int, *, strict: bool) -> tuple[int, int, list[object]] | None:
        """(where it ends, row's number, values) of a cell; None where there is none. `strict`: it may be chance."""
        length, body = _varint(page, at)
        rowid, header = _varint(page, body)
        size, types_at = _varint(page, header)
        types_end = header + size
        if (
            not 2 <= size <= length
            or types_end > end
            or size > 2_000
            or (strict and (rowid <= 0 or header + length > end))
        ):
            return None
        types: list[int] = []
        while types_at < types_end:
            kind, types_at = _varint(page, types_at)
            if kind in (10, 11):
                return None
            types.append(kind)
        if types_at != types_end or (strict and size + sum(map(_width, types)) != length):
            return None
        if strict and len(types) < 2 and 1 not in self.widths:  # of a table that was dropped nobody knows the columns
            return None
        values = self._values(page, types_end, end, types)
        if values is None or (strict and not any(isinstance(value, str) and value for value in values[1])):
            return None
        return values[0], rowid, values[1]

    def _values(self, page: bytes, at: int, end: int, types: list[int]) -> tuple[int, list[object]] | None:
        values: list[object] = []
        for kind in types:
            width = _width(kind)
            raw = page[at : min(at + width, end)]
            if len(raw) < width and kind < 12:
                return None
            if kind >= 13 and kind & 1:
                text = raw.decode(self.encoding, "replace")
                if "\ufffd" in text and len(raw) == width:
                    return None
                if (
                    sum(1 for character in text if not character.isprintable() and character not in "\r\n\t")
                    > len(text) / 8
                ):
                    return None
                values.append(text)
            elif kind >= 12:
                values.append(raw)
            else:
                values.append(_number(kind, raw))
            at += width
            if at > end:  # goes on in a page of its own
                break
        return min(at, end), values

    def _named(self, row: list[object]) -> str:
        """The table that a row without a page of its own was of, where only one has as many columns."""
        fitting = [table.name for table in self.tables if len(table.columns) == len(row)]
        return fitting[0] if len(fitting) == 1 else ""

    def _words(self, space: bytes) -> None:
        if self.lettered >= LETTERS or not _SOME.search(space):
            return
        self.lettered += len(space)
        if self.encoding != "utf-8":
            space = space.replace(b"\0", b"")
        self.found.words += [found.decode("utf-8", "replace").replace("\ufffd", " ") for found in _WORDS.findall(space)]


def _is_plain(word: str) -> bool:
    return all(sign.isprintable() or sign in "\r\n\t" for sign in word)


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """(value, where the next begins)."""
    value = 0
    for index in range(9):
        if at + index >= len(data):
            return 0, len(data) + 1
        byte = data[at + index]
        if index == 8:
            return value << 8 | byte, at + 9
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + index + 1
    return value, at + 9


_WIDTHS = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0)


def _width(kind: int) -> int:
    return _WIDTHS[kind] if kind < 12 else (kind - 12) // 2


def _number(kind: int, raw: bytes) -> object:
    if kind == 0:
        return None
    if kind == 7:
        return struct.unpack(">d", raw)[0]
    if kind in (8, 9):
        return kind - 8
    return int.from_bytes(raw, "big", signed=True)

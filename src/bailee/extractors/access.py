"""Access databases (.mdb of 97 and later, .accdb): tables under the names of their columns, memos, files in cells, deleted rows.

Pages are walked in the order of the file, so that what its own lists forgot is read too. "Encoded" databases are decoded with
the key in their header; those that Access 2007 and later encrypt are said to be. Structure by the notes of mdbtools
(https://github.com/mdbtools/mdbtools/blob/dev/HACKING.md) and Jackcess.
"""

from __future__ import annotations

import re
import struct
import zlib
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import BinaryIO

from bailee.extractors import typed_rows
from bailee.extractors.encodings import decoder_for
from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.extractors.media_type import ACCESS
from bailee.items import Item
from bailee.text import Part
from bailee.vocabulary import Reason

READS = frozenset({ACCESS})

_LIMIT = 2 << 30  # what Access itself allows
_CATALOGUE = 2  # page of MSysObjects
_DATA, _DEFINITION = 1, 2
_HEADER_KEY = bytes.fromhex("c7da396b")
_BOOL, _BYTE, _INT, _LONG, _MONEY, _FLOAT, _DOUBLE, _TIME, _BINARY, _TEXT, _OLE, _MEMO = range(1, 13)
_GUID, _NUMERIC, _BIG = 15, 16, 19
_VALUE = 16 << 20  # bytes of a memo or a file
_FAULTS = (struct.error, IndexError, ValueError, OverflowError)
_OWN = (
    "MSysACEs",
    "MSysAccess",
    "MSysNameMap",
    "MSysNav",
    "MSysResources",
    "MSysIMEX",
    "MSysRelationships",
    "MSysComplexType",
)


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    kind: int
    number: int
    is_fixed: bool
    place: int  # of a fixed one in the row; of another, its number among those


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    if item.size > _LIMIT:
        raise Unreadable(Reason.TOO_BIG)
    with item.open() as stream:
        database = _Database(stream, item.size)
        names = database.names()
        for page in sorted(database.definitions):
            name = names.get(page, "" if page != _CATALOGUE else "MSysObjects")
            if name.startswith(_OWN):
                continue
            place = item.locator.inside(f"table {name or page}")
            try:
                columns = database.columns(page)
            except _FAULTS:
                if name:
                    yield Unread(place, Reason.DAMAGED)
                continue
            heads = [column.name for column in columns]
            part = Part.METADATA if name.startswith("MSys") else Part.BODY
            deleted: list[list[object]] = []
            yield from typed_rows.table(database.rows(page, columns, deleted), heads, place, budget, part)
            if deleted:
                yield from typed_rows.table(deleted, heads, place.inside("deleted rows"), budget, Part.HIDDEN)
        if database.is_damaged:
            yield Unread(item.locator, Reason.DAMAGED)


class _Database:
    def __init__(self, stream: BinaryIO, size: int) -> None:
        self.stream = stream
        head = stream.read(4096)
        if len(head) < 2048:
            raise Unreadable(Reason.DAMAGED)
        self.version = head[0x14]
        self.is_old = self.version == 0
        self.size = 2048 if self.is_old else 4096
        opened = _rc4(_HEADER_KEY, head[0x18 : 0x18 + (126 if self.is_old else 128)])
        self.key = int.from_bytes(opened[0x3E - 0x18 : 0x42 - 0x18], "little")
        if self.key and self.version >= 2:
            raise Unreadable(Reason.ENCRYPTED)
        self.codec = f"cp{int.from_bytes(opened[0x3C - 0x18 : 0x3E - 0x18], 'little')}" if self.is_old else "utf-16-le"
        try:
            b"".decode(self.codec)
        except LookupError:
            self.codec = "cp1252"
        self.is_damaged = size % self.size != 0
        self.pages = size // self.size
        self.data: dict[int, array[int]] = {}  # pages of rows, by the page of their table
        self.definitions: set[int] = set()
        self._survey()

    def page(self, number: int) -> bytes:
        if not 0 <= number < self.pages:
            return b""
        self.stream.seek(number * self.size)
        raw = self.stream.read(self.size)
        return _rc4((self.key ^ number).to_bytes(4, "little"), raw) if self.key and number else raw

    def _survey(self) -> None:
        """What each page is."""
        followers: set[int] = set()
        for number in range(1, self.pages):
            page = self.page(number)
            if page[0] == _DATA and page[4:8] != b"LVAL":
                self.data.setdefault(int.from_bytes(page[4:8], "little"), array("I")).append(number)
            elif page[0] == _DEFINITION:
                self.definitions.add(number)
                followers.add(int.from_bytes(page[4:8], "little"))
        self.definitions -= followers
        if not self.definitions:
            raise Unreadable(Reason.DAMAGED)

    def names(self) -> dict[int, str]:
        """Tables by the page of their definition, as the catalogue has them."""
        found: dict[int, str] = {}
        try:
            columns = self.columns(_CATALOGUE)
        except _FAULTS:
            self.is_damaged = True
            return found
        heads = {column.name: index for index, column in enumerate(columns)}
        if not {"Id", "Name", "Type"} <= heads.keys():
            return found
        for row in self.rows(_CATALOGUE, columns, []):
            number, name, kind = (row[heads[head]] for head in ("Id", "Name", "Type"))
            if kind == 1 and isinstance(number, int) and isinstance(name, str):
                found[number & 0xFFFFFF] = name
        return found

    def columns(self, number: int) -> list[_Column]:
        definition = self._definition(number)
        width, pitch, entry = (43, 8, 18) if self.is_old else (63, 12, 25)
        at = 25 if self.is_old else 45
        (count,) = struct.unpack_from("<H", definition, at)
        (indexes,) = struct.unpack_from("<I", definition, at + 6)
        if count > 255 or indexes > 10_000:
            raise ValueError
        start = width + indexes * pitch
        names_at = start + count * entry
        columns = []
        for index in range(count):
            raw = definition[start + index * entry : start + (index + 1) * entry]
            if self.is_old:
                number_, variable, flags, fixed = (
                    *struct.unpack_from("<HH", raw, 1),
                    raw[13],
                    struct.unpack_from("<H", raw, 14)[0],
                )
                length, names_at = definition[names_at], names_at + 1
            else:
                number_, variable, flags, fixed = (
                    *struct.unpack_from("<HH", raw, 5),
                    raw[15],
                    struct.unpack_from("<H", raw, 21)[0],
                )
                length, names_at = struct.unpack_from("<H", definition, names_at)[0], names_at + 2
            name = definition[names_at : names_at + length].decode(self.codec, "replace")
            names_at += length
            columns.append(_Column(name, raw[0], number_, bool(flags & 1), fixed if flags & 1 else variable))
        return sorted(columns, key=lambda column: column.number)

    def _definition(self, number: int) -> bytes:
        parts = [self.page(number)]
        seen = {number}
        following = int.from_bytes(parts[0][4:8], "little")
        while following and following not in seen and len(seen) < 1_000:
            seen.add(following)
            page = self.page(following)
            if page[:1] != b"\x02":
                break
            parts.append(page[8:])
            following = int.from_bytes(page[4:8], "little")
        return b"".join(parts)

    # rows

    def rows(self, table: int, columns: list[_Column], deleted: list[list[object]]) -> Iterator[list[object]]:
        for number in self.data.get(table, ()):
            page = self.page(number)
            for start, end, flags in self._places(page):
                raw = page[start:end]
                if flags & 0x40 and not flags & 0x80:  # the row moved: here is only where to
                    raw = self._at(int.from_bytes(raw[1:4], "little"), raw[0]) if len(raw) >= 4 else b""
                try:
                    row = self._row(raw, columns)
                except _FAULTS:
                    self.is_damaged = self.is_damaged or not flags & 0xC0
                    continue
                if not flags & 0x80:
                    yield row
                elif len(deleted) < 100_000 and any(isinstance(value, str) and value for value in row):
                    deleted.append(row)

    def _places(self, page: bytes) -> Iterator[tuple[int, int, int]]:
        """(start, end, flags) of each row of a page; they grow from its end."""
        at = 8 if self.is_old else 12
        (count,) = struct.unpack_from("<H", page, at)
        end = self.size
        for index in range(min(count, 1_000)):
            (offset,) = struct.unpack_from("<H", page, at + 2 + 2 * index)
            start = offset & 0x1FFF
            if start <= end:
                yield start, end, offset >> 8
            if start:
                end = start

    def _at(self, number: int, row: int) -> bytes:
        page = self.page(number)
        if not page:
            return b""
        return next((page[start:end] for index, (start, end, _) in enumerate(self._places(page)) if index == row), b"")

    def _row(self, raw: bytes, columns: list[_Column]) -> list[object]:
        head = 1 if self.is_old else 2
        if len(raw) < head + 2:
            raise ValueError
        count = int.from_bytes(raw[:head], "little")
        mask_size = (count + 7) // 8
        mask = raw[len(raw) - mask_size :]
        offsets: list[int] = []
        if not all(column.is_fixed for column in columns):
            offsets = self._offsets_old(raw, mask_size) if self.is_old else self._offsets(raw, mask_size)
        values: list[object] = []
        for column in columns:
            has = column.number < count and bool(mask[column.number // 8] >> column.number % 8 & 1)
            if column.kind == _BOOL:
                values.append(has)
            elif not has:
                values.append(None)
            elif column.is_fixed:
                values.append(self._value(column.kind, raw[head + column.place :]))
            elif column.place + 1 < len(offsets):
                values.append(self._value(column.kind, raw[offsets[column.place] : offsets[column.place + 1]]))
            else:
                values.append(None)
        return values

    def _offsets(self, raw: bytes, mask_size: int) -> list[int]:
        """Where values of no fixed length begin, and where the last ends."""
        at = len(raw) - mask_size - 2
        (count,) = struct.unpack_from("<H", raw, at)
        if count > 255:
            raise ValueError
        return [struct.unpack_from("<H", raw, at - 2 - 2 * index)[0] for index in range(count + 1)]

    def _offsets_old(self, raw: bytes, mask_size: int) -> list[int]:
        last = len(raw) - 1
        count = raw[last - mask_size]
        jumps = (len(raw) - 1) // 256
        at = last - mask_size - jumps - 1
        if (at - count) // 256 < jumps:
            jumps -= 1
        used = 0
        offsets = []
        for index in range(count + 1):
            while used < jumps and index == raw[last - mask_size - used - 1]:
                used += 1
            offsets.append(raw[at - index] + used * 256)
        return offsets

    def _value(self, kind: int, raw: bytes) -> object:
        if kind == _TEXT:
            return self._text(raw)
        if kind in (_MEMO, _OLE):
            content = self._long(raw)
            return self._text(content) if kind == _MEMO else _file(content)
        if kind == _TIME:
            days = struct.unpack_from("<d", raw)[0]
            moment = datetime(1899, 12, 30) + timedelta(days=days)  # noqa: DTZ001 - Access knows no zones
            moment = (moment + timedelta(microseconds=500_000)).replace(microsecond=0)
            return (
                moment.date().isoformat()
                if not moment.time().hour and not moment.time().minute
                else moment.isoformat(" ")
            )
        if kind == _MONEY:
            return struct.unpack_from("<q", raw)[0] / 10_000
        if kind == _NUMERIC:
            number = int.from_bytes(b"".join(raw[at : at + 4][::-1] for at in range(13, 0, -4))[::-1], "little")
            return -number if raw[0] & 0x80 else number
        if kind == _GUID:
            return raw[:16].hex()
        form = {_BYTE: "<B", _INT: "<h", _LONG: "<i", _FLOAT: "<f", _DOUBLE: "<d", _BIG: "<q"}.get(kind)
        return struct.unpack_from(form, raw)[0] if form else raw

    def _text(self, raw: bytes) -> str:
        if self.is_old or raw[:2] != b"\xff\xfe":
            return decoder_for(self.codec).decode(raw, final=True)
        parts: list[str] = []
        narrow = True  # a zero changes between one byte a character and two
        at = 2
        while at < len(raw):
            if narrow:
                end = raw.find(b"\0", at)
                end = len(raw) if end < 0 else end
                parts.append(raw[at:end].decode("latin-1"))
                at = end + 1
            else:
                end = at
                while end + 1 < len(raw) and raw[end] != 0:
                    end += 2
                parts.append(raw[at:end].decode("utf-16-le", "replace"))
                at = end + 1
            narrow = not narrow
        return "".join(parts)

    def _long(self, raw: bytes) -> bytes:
        """A memo or a file: in the row, in a row of its own, or in a chain of them."""
        if len(raw) < 12:
            return b""
        length, where = int.from_bytes(raw[:4], "little") & 0x3FFFFFFF, raw[3]
        row, number = raw[4], int.from_bytes(raw[5:8], "little")
        if where & 0x80:
            return raw[12 : 12 + length]
        if where & 0x40:
            return self._at(number, row)[:length]
        parts: list[bytes] = []
        size = 0
        while number and size < min(length, _VALUE) and len(parts) < 100_000:
            piece = self._at(number, row)
            if len(piece) < 4:
                break
            row, number = piece[0], int.from_bytes(piece[1:4], "little")
            parts.append(piece[4:])
            size += len(piece) - 4
        return b"".join(parts)[:length]


_FILES = re.compile(
    rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1|%PDF-|\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|PK\x03\x04|BM.{4}\0\0\0\0.\0\0\0\x28|\\{\\\\rtf",
    re.DOTALL,
)


def _file(content: bytes) -> bytes:
    """What is in a cell for objects: an attachment, packed behind its length, or a file inside the frame that OLE puts around it."""
    if content[:4] in (b"\0\0\0\0", b"\1\0\0\0") and len(content) > 16:
        try:
            opened = zlib.decompressobj().decompress(content[8:], _VALUE) if content[0] else content[8:]
        except zlib.error:
            return content
        return opened[int.from_bytes(opened[:4], "little") :]
    if content[:2] == b"\x15\x1c" and (found := _FILES.search(content, 0, 4096)):
        return content[found.start() :]
    return content


def _rc4(key: bytes, data: bytes) -> bytes:
    from cryptography.hazmat.decrepit.ciphers.algorithms import ARC4
    from cryptography.hazmat.primitives.ciphers import Cipher

    # ARC4 takes keys from 5 bytes on; one of four is made longer by repeating it, which makes the same stream.
    return Cipher(ARC4(key * 4), mode=None).encryptor().update(data)

r"""Excel workbooks in binary parts (.xlsb): cells as shown under their columns, hidden rows and sheets, comments, then the words of
all other records and parts.

Cells are kept as they come, so that a damaged or forged row number costs nothing. By [MS-XLSB].

>>> [(kind, body) for kind, body in records(bytes([0x9C, 0x01, 3]) + b"abc" + bytes([5, 0]))]
[(156, b'abc'), (5, b'')]
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from bailee.extractors.interface import Budget, Extracted, Unread
from bailee.extractors.mail import texts
from bailee.extractors.media_type import XLSB
from bailee.extractors.number_formats import BUILT_IN, shown
from bailee.extractors.office_old import letters
from bailee.extractors.ooxml import Document
from bailee.extractors.package import Package, PartInfo
from bailee.extractors.rows import sparse_texts
from bailee.items import Item
from bailee.text import Part
from bailee.vocabulary import Reason

READS = frozenset({XLSB})

_ROW, _FIRST_CELL, _LAST_CELL = 0, 1, 11
_SHEET, _BOOK, _STRING, _FORMAT, _STYLE, _STYLES_BEGIN, _STYLES_END = 156, 153, 19, 44, 47, 617, 618
_COMMENT, _AUTHOR = 637, 632
_DEEP = re.compile(r"xl/(?:worksheets|macrosheets|dialogsheets|chartsheets)/[^/]+\.bin")
_LEFT_OUT = re.compile(r".*/(?:printersettings\d*|binaryindex\d*|calcchain)\.bin|xl/(?:sharedstrings|styles)\.bin")
_HIDDEN_ROW = 0x10


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    with Package(item, budget) as package:
        document = Document(package)
        book = _Workbook(package, document)
        yield from book.all()
        document.found = document.found or book.found
        yield from document.all()
        yield from package.unread


def records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(type, content) of the records of a part. IndexError where one goes beyond the end."""
    at = 0
    while at < len(data):
        kind = data[at]
        at += 1
        if kind & 0x80:
            kind = kind & 0x7F | (data[at] & 0x7F) << 7
            at += 1
        length = shift = 0
        while True:
            byte = data[at]
            at += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80 or shift > 21:
                break
        if at + length > len(data):
            raise IndexError
        yield kind, data[at : at + length]
        at += length


class _Workbook:
    def __init__(self, package: Package, document: Document) -> None:
        self.package = package
        self.document = document
        self.locator = package.item.locator
        self.found = False
        self.strings: list[str] = []
        self.codes: list[str] = []
        self.used: set[int] = set()
        self.since_1904 = False
        self.words: list[str] = []  # of the workbook: names, who saved it

    def all(self) -> Iterator[Extracted]:
        sheets = list(self._sheets())
        self._styles()
        self.strings = [_wide(body, 1) for kind, body in self._records("xl/sharedStrings.bin") if kind == _STRING]
        listed = {path.lower() for _, _, path in sheets}
        sheets += [
            (part.name.rsplit("/", 1)[-1], 1, part.name)
            for part in self.package.parts
            if _DEEP.fullmatch(part.name.lower()) and part.name.lower() not in listed
        ]
        for name, state, path in sheets:
            part = self.document.parts.get(path.lower())
            if part is None:
                yield Unread(self.locator.inside(f"sheet {name}"), Reason.DAMAGED)
                continue
            yield from self._sheet(part, name, Part.HIDDEN if state else Part.BODY)
        yield from texts("\n".join(self.words), self.locator.inside("xl/workbook.bin"), Part.METADATA)
        left = [text for index, text in enumerate(self.strings) if index not in self.used and text.strip()]
        yield from texts("\n".join(left), self.locator.inside("xl/sharedStrings.bin"), Part.HIDDEN)
        for part in self.package.parts:
            if part.name.lower().endswith(".bin") and id(part) not in self.document.done:
                yield from self._other(part)

    def _part(self, part: PartInfo) -> bytes:
        self.document.done.add(id(part))
        return self.package.read(part)

    def _records(self, name: str) -> Iterator[tuple[int, bytes]]:
        part = self.document.parts.get(name.lower())
        if part is None:
            return
        try:
            yield from records(self._part(part))
        except (IndexError, struct.error):
            self.package.left(part, Reason.DAMAGED)

    def _sheets(self) -> Iterator[tuple[str, int, str]]:
        """(name, state, part)"""
        relations = self.document.relations("xl/workbook.bin")
        words: list[str] = []
        for kind, body in self._records("xl/workbook.bin"):
            if kind == _BOOK and body:
                self.since_1904 = bool(body[0] & 1)
            elif kind == _SHEET and len(body) > 16:
                (state,) = struct.unpack_from("<I", body)
                ident = _wide(body, 8)
                name = _wide(body, 12 + 2 * len(ident))
                yield name, state, relations.targets.get(ident, ("", ""))[1]
            else:
                words += letters(body, narrow=False)
        self.words = list(dict.fromkeys(words))

    def _styles(self) -> None:
        custom: dict[int, str] = {}
        in_cells = False
        for kind, body in self._records("xl/styles.bin"):
            if kind == _FORMAT and len(body) > 6:
                custom[struct.unpack_from("<H", body)[0]] = _wide(body, 2)
            elif kind in (_STYLES_BEGIN, _STYLES_END):
                in_cells = kind == _STYLES_BEGIN
            elif kind == _STYLE and in_cells and len(body) >= 4:
                (number,) = struct.unpack_from("<H", body, 2)
                self.codes.append(custom.get(number) or BUILT_IN.get(number, "General"))

    def _sheet(self, part: PartInfo, name: str, kind: Part) -> Iterator[Extracted]:
        place = self.locator.inside(f"sheet {name}")
        rows: list[dict[int, str]] = []
        hidden: list[dict[int, str]] = []
        words: list[str] = []
        row: dict[int, str] = {}
        damaged = False
        try:
            for record, body in records(self._part(part)):
                if record == _ROW:
                    row = {}
                    (hidden if len(body) > 11 and body[11] & _HIDDEN_ROW else rows).append(row)
                elif _FIRST_CELL <= record <= _LAST_CELL and len(body) >= 8:
                    if text := self._cell(record, body):
                        row[struct.unpack_from("<I", body)[0] & 0x3FFF] = text
                    if record > 7:
                        words += (word for word in letters(body[8:], narrow=False) if word != text)
                else:
                    words += letters(body, narrow=False)
        except (IndexError, struct.error):
            damaged = True
        self.found = True
        names: dict[int, str] = {}
        yield from sparse_texts((row for row in rows if row), place, part=kind, names=names)
        yield from sparse_texts((row for row in hidden if row), place, part=Part.HIDDEN, names=names)
        relations = self.document.relations(part.name)
        beside = dict.fromkeys([*words, *relations.outside])
        yield from texts("\n".join(beside), place.inside("names and rules"), Part.METADATA)
        for other in relations.of_type("comments"):
            if (found := self.document.parts.get(other.lower())) is not None:
                yield from self._comments(found, name)
        if damaged:
            yield Unread(place, Reason.DAMAGED)

    def _cell(self, record: int, body: bytes) -> str:
        style = struct.unpack_from("<I", body, 4)[0] & 0xFFFFFF
        code = self.codes[style] if style < len(self.codes) else "General"
        if record in (2, 5, 9):
            number = _packed(body[8:12]) if record == 2 else struct.unpack_from("<d", body, 8)[0]
            return shown(repr(number), code, since_1904=self.since_1904)
        if record in (6, 8):
            return _wide(body, 8)
        if record == 7:
            (index,) = struct.unpack_from("<I", body, 8)
            self.used.add(index)
            return self.strings[index] if index < len(self.strings) else ""
        if record in (4, 10):
            return "TRUE" if body[8:9] == b"\x01" else "FALSE"
        return ""

    def _comments(self, part: PartInfo, name: str) -> Iterator[Extracted]:
        said: dict[str, None] = {}
        try:
            for record, body in records(self._part(part)):
                if record == _AUTHOR:
                    said[_wide(body, 0)] = None
                elif record == _COMMENT:
                    said[_wide(body, 1)] = None
        except (IndexError, struct.error):
            self.package.left(part, Reason.DAMAGED)
        yield from texts("\n".join(said), self.locator.inside(f"sheet {name} comments"), Part.COMMENT)

    def _other(self, part: PartInfo) -> Iterator[Extracted]:
        """Words of a part of records: tables, connections, caches of pivot tables, links to other workbooks."""
        name = part.name.lower()
        if _LEFT_OUT.fullmatch(name):
            self.document.done.add(id(part))
            return
        if name.endswith("vbaproject.bin") or "/embeddings/" in name or "/activex/" in name:
            return  # no part of records
        data = self._part(part)
        words: list[str] = []
        try:
            for _, body in records(data):
                words += letters(body, narrow=False)
        except (IndexError, struct.error):
            words += letters(data, narrow=False)
        yield from texts("\n".join(dict.fromkeys(words)), self.locator.inside(part.name), Part.METADATA)


def _wide(body: bytes, at: int) -> str:
    """A string with the count of its letters before it."""
    if at + 4 > len(body):
        return ""
    (count,) = struct.unpack_from("<I", body, at)
    if count == 0xFFFFFFFF:
        return ""
    return body[at + 4 : at + 4 + 2 * count].decode("utf-16-le", "replace")


def _packed(raw: bytes) -> float:
    """A number in 30 bits: the upper half of a float or a whole number, perhaps a hundredfold ([MS-XLSB] 2.5.122)."""
    if len(raw) < 4:
        raise IndexError
    (bits,) = struct.unpack("<I", raw)
    if bits & 2:
        number = float(struct.unpack("<i", raw)[0] >> 2)
    else:
        number = float(struct.unpack("<d", struct.pack("<Q", (bits & 0xFFFFFFFC) << 32))[0])
    return number / 100 if bits & 1 else number

"""Documents of Word and Excel in one XML file: of 2003, and the flat form of newer ones.

Files inside stand in them as letters (base64). Cells come as tables, with the gaps that `ss:Index` says.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Iterator
from xml.parsers import expat

from bailee.extractors import xml_text
from bailee.extractors.document_types import EXCEL_XML, WORD_XML
from bailee.extractors.encodings import decoded
from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.extractors.office_xml import BrokenPart, parser_of, sweep
from bailee.extractors.ole_objects import unwrapped
from bailee.extractors.ooxml import texts_of_swept
from bailee.extractors.rows import sparse_texts
from bailee.items import Item
from bailee.text import Part, Text
from bailee.vocabulary import Reason

READS = frozenset({WORD_XML, EXCEL_XML})

LARGEST = 128 << 20
_BINARY = re.compile(rb"<((?:\w+:)?(?:binData|binaryData))\b([^>]*)>([^<]*)</\1\s*>")
_NAME = re.compile(rb"""name\s*=\s*["']([^"']*)""")
_OF_TEXT = frozenset({"B", "I", "U", "Font", "S", "Span", "Sub", "Sup"})
_ACTIVE_MIME = b"ActiveMime"


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    if item.size > LARGEST:
        raise Unreadable(Reason.TOO_BIG)
    data = item.read()
    if re.search(rb"<(?:\w+:)?Workbook[\s>]", data[:65_536]):
        yield from _workbook(data, item, budget)
        return
    swept = sweep([_BINARY.sub(b"", data)])
    yield from texts_of_swept(swept, item.locator.inside("body"), Part.BODY)
    if swept.is_broken:
        yield Unread(item.locator, Reason.DAMAGED)
    for number, found in enumerate(_BINARY.finditer(data), 1):
        try:
            inner = base64.b64decode(re.sub(rb"\s", b"", found[3]))
        except (binascii.Error, ValueError):
            yield Unread(item.locator.inside(f"embedded {number}"), Reason.DAMAGED)
            continue
        budget.take(len(inner))
        named = _NAME.search(found[2])
        name = named[1].decode("utf-8", "replace").rsplit("/", 1)[-1] if named else str(number)
        name, inner = unwrapped(_plain(inner, budget), name)
        if len(inner) > 16:
            yield Item.nested(item.locator, f"embedded {name}", inner, file_name=name)


def _plain(data: bytes, budget: Budget) -> bytes:
    """The compound file in what Office calls an active MIME part: 50 bytes, then zlib."""
    if not data.startswith(_ACTIVE_MIME):
        return data
    start = data.find(b"\x78", 32)
    if start < 0:
        return data
    try:
        inner = zlib.decompressobj().decompress(data[start:], min(budget.bytes_left, 64 << 20))
    except zlib.error:
        return data
    budget.take(len(inner))
    return inner


def _workbook(data: bytes, item: Item, budget: Budget) -> Iterator[Extracted]:
    book = _Workbook()
    broken = False
    try:
        for stretch in decoded(item.open(), xml_text.encoding_of_xml(data[:4096])):
            book.parser.Parse(stretch, False)
            yield from book.ready(item)
        book.parser.Parse("", True)
    except (expat.ExpatError, BrokenPart, ValueError):
        broken = True
    book.end_sheet()
    yield from book.ready(item)
    if book.words:
        yield Text.of("\n".join(dict.fromkeys(book.words)), item.locator.inside("properties"), Part.METADATA)
    if broken:
        yield Unread(item.locator, Reason.DAMAGED)


class _Workbook:
    """Sheets from the events of a parser; a sheet is handed over when it ends."""

    def __init__(self) -> None:
        self.parser = parser_of(self._start, self._end, self._data)
        self.words: list[str] = []
        self._sheets: list[tuple[str, Part, list[dict[int, str]]]] = []
        self._name = ""
        self._rows: list[dict[int, str]] = []
        self._hidden: list[dict[int, str]] = []
        self._notes: list[str] = []
        self._row: dict[int, str] = {}
        self._row_hidden = False
        self._column = 0
        self._text: list[str] = []
        self._in_comment = False
        self._names: list[str] = []

    def ready(self, item: Item) -> Iterator[Text]:
        for name, part, rows in self._sheets:
            yield from sparse_texts(rows, item.locator.inside(name), part=part)
        self._sheets.clear()

    def end_sheet(self) -> None:
        for place, part, rows in (
            (f"sheet {self._name}", Part.BODY, self._rows),
            (f"sheet {self._name}", Part.HIDDEN, self._hidden),
            (f"sheet {self._name} comments", Part.COMMENT, [{0: note} for note in self._notes]),
        ):
            if rows:
                self._sheets.append((place, part, rows))
        self._rows, self._hidden, self._notes = [], [], []

    def _start(self, qualified: str, attributes: dict[str, str]) -> None:
        name = qualified.rpartition(":")[2]
        if len(self._names) > 10_000:
            raise BrokenPart
        self._names.append(name)
        local = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if name == "Worksheet":
            self._name = local.get("Name", "")
        elif name == "Row":
            self._row, self._column = {}, 0
            self._row_hidden = local.get("Hidden") == "1"
        elif name == "Cell":
            if local.get("Index", "").isdigit():
                self._column = int(local["Index"]) - 1
            for key in ("HRef", "HRefScreenTip"):
                if local.get(key):
                    self.words.append(local[key])
            if '"' in local.get("Formula", ""):
                self.words.append(local["Formula"])
        elif name == "Comment":
            self._in_comment = True
            if local.get("Author"):
                self._notes.append(local["Author"])
        elif name == "NamedRange":
            self.words.append(f"{local.get('Name', '')}: {local.get('RefersTo', '')}")
        elif name in ("Header", "Footer") and local.get("Data"):
            self.words.append(local["Data"])
        if name not in _OF_TEXT:
            if (stray := "".join(self._text).strip()) and self._names[-2:-1] == ["Workbook"]:
                self.words.append(stray)  # what another program wrote beside the sheets
            self._text = []

    def _data(self, text: str) -> None:
        self._text.append(text)

    def _end(self, qualified: str) -> None:
        name = self._names.pop()
        text = "".join(self._text).strip()
        if name == "Data":
            if self._in_comment:
                self._notes.append(text)
            elif text:
                self._row[self._column] = text.removesuffix("T00:00:00.000")
            self._text = []
        elif name == "Comment":
            self._in_comment = False
        elif name == "Cell":
            self._column += 1
        elif name == "Row":
            if self._row:
                (self._hidden if self._row_hidden else self._rows).append(self._row)
        elif name == "Worksheet":
            self.end_sheet()
        elif text and name not in _OF_TEXT:
            if self._names and self._names[-1] in (
                "DocumentProperties",
                "CustomDocumentProperties",
                "DataValidation",
                "AutoFilter",
            ):
                self.words.append(f"{name}: {text}")
            self._text = []

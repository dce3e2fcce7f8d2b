"""XML: each value with the name of its element or attribute, records apart by blank lines, comments.

No entity is fetched, one that grows beyond reason ends the reading, and nothing is built in memory, so size and depth
do not matter. From a fault on, the rest is read as plain text.

>>> from bailee.vocabulary import Locator
>>> item = Item.nested(Locator(()), "a.xml", b"<staff><person id='7'><name>Ann</name><ssn>078051120</ssn></person></staff>")
>>> [text.content for text in extract(item, Budget())]
['person id: 7\\nname: Ann\\nssn: 078051120\\n\\n']
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from xml.parsers import expat

from bailee.extractors.encodings import HEAD, decoded, encoding_of
from bailee.extractors.hypertext import readable_text
from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.extractors.media_type import EMPTY, SVG, UNKNOWN, XML
from bailee.extractors.recognition import recognise
from bailee.extractors.written_out import letters_of
from bailee.extractors.xml_words import ADDRESSES, SAID, identifier, label, one_line
from bailee.items import Item
from bailee.text import Part, Text
from bailee.vocabulary import Locator, Reason

READS = frozenset({XML, SVG})
PIECE = 200_000
_PACKED = 64  # characters that a file takes at least
_MARKUP = re.compile(r"</?(?:p|br|div|a|span|td|li|b|i|img|h[1-6]|table)[\s/>]", re.IGNORECASE)
_DATA_ADDRESS = re.compile(r"data:[^,]{0,100};base64,([A-Za-z0-9+/\s]{8,})={0,2}\s*$")
_LETTERS = re.compile(r"[A-Za-z0-9+/\s]+={0,2}\s*")
STEP = 32_768  # characters: `extract` yields between two of them
_DECLARED = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_NOISE = frozenset(
    {"xmlns", "schemaLocation", "noNamespaceSchemaLocation", "d", "points", "transform", "viewBox", "style"}
)


def encoding_of_xml(head: bytes) -> str:
    """By mark and content, as for any text; the declaration decides between old encodings."""
    found = encoding_of(head) or "utf-8"
    declared = _DECLARED.search(head[:1024])
    if declared and not found.startswith(("utf-16", "utf-32")) and head[:3] != b"\xef\xbb\xbf":
        name = declared[1].decode("ascii").lower()
        if found != "utf-8" or head.isascii():
            try:
                "".encode(name)
            except LookupError:
                return found
            return found if name.startswith(("utf-16", "utf-32", "ucs")) else name
    return found


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    encoding = encoding_of_xml(item.read(HEAD))
    lines = _Lines(budget, item.size)
    offset = 0
    fault: Unread | None = None
    with item.open() as stream:
        source = decoded(stream, encoding)
        for stretch in source:
            try:
                lines.feed(stretch)
            except expat.ExpatError as error:
                if "amplification" in expat.ErrorString(error.code):
                    fault = Unread(item.locator, Reason.TOO_BIG)
                lines.raw(stretch[lines.consumed(stretch) :])
                break
            except Unreadable as refusal:
                fault = Unread(item.locator, refusal.reason)
                break
            if lines.size > PIECE:
                text = lines.taken()
                yield Text.of(text, item.locator, offset=offset)
                offset += len(text)
        else:
            lines.end()
        if fault is None:
            for stretch in source:  # only after a fault
                lines.raw(stretch)
                text = lines.taken()
                yield Text.of(text, item.locator, offset=offset)
                offset += len(text)
    if text := lines.taken():
        yield Text.of(text, item.locator, offset=offset)
    for number, data in enumerate(lines.files, 1):
        budget.take(len(data))
        yield Item.nested(item.locator, f"embedded {number}", data)
    if lines.comments:
        yield Text.of("\n".join(lines.comments), item.locator, Part.COMMENT)
    if fault is not None:
        yield fault


def _unpacked(text: str) -> bytes:
    """A file written as letters (base64); nothing where it is none that can be told."""
    if not _LETTERS.fullmatch(text):
        return b""
    try:
        data = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return b""
    return data if recognise(Item.nested(Locator(()), "", data)) not in (UNKNOWN, EMPTY) else b""


class _Lines:
    """Lines from the events of a parser. Only names of open elements are kept."""

    def __init__(self, budget: Budget, size: int) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.buffer_size = 65_536
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._data
        self.parser.CommentHandler = self._comment
        self.parser.ProcessingInstructionHandler = self._instruction
        self.out: list[str] = []
        self.comments: list[str] = []
        self.files: list[bytes] = []  # that stand in elements as letters, such as the bill in an electronic invoice
        self.size = 0
        self._budget = budget
        self._free = 4 * size + 65_536  # text of a plain document is shorter than the document; entities make it longer
        self._names: list[str] = []
        self._mixed: list[bool] = []  # whether an open element had text beside elements
        self._text: list[str] = []
        self._was_leaf = False
        self._address = -1  # where in `out` the address that is open begins
        self._fed = 0

    def feed(self, stretch: str) -> None:
        for start in range(0, len(stretch), STEP):
            self._fed = start
            self.parser.Parse(stretch[start : start + STEP], False)

    def consumed(self, stretch: str) -> int:
        """Characters of the last stretch that surely were understood: up to the line of the fault is not worth keeping."""
        return min(self._fed, len(stretch))

    def end(self) -> None:
        try:
            self.parser.Parse("", True)
        except expat.ExpatError:
            self._flush()
        self._flush()

    def raw(self, text: str) -> None:
        self._flush()
        self._put(text)

    def taken(self) -> str:
        text = "".join(self.out)
        self.out, self.size, self._address = [], 0, -1
        return text

    def _put(self, text: str) -> None:
        self.size += len(text)
        self._free -= len(text)
        if self._free < 0:
            self._budget.take(len(text))
        self.out.append(text)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if "".join(self._text).strip() and self._names:
            self._mixed[-1] = True
            self._flush(inline=True)
        elif not (self._mixed and self._mixed[-1]):
            self._text = []
        if name in ADDRESSES:
            self._address = len(self.out)
        if line := identifier(attributes):
            self._put(f"{line}\n")
            attributes = {key: value for key, value in attributes.items() if key not in SAID}
        for key, value in attributes.items():
            packed = _DATA_ADDRESS.match(value) if value.startswith("data:") else None
            if packed and (data := letters_of("".join(packed[1].split()))):
                self.files.append(data)
                continue
            local = key.rpartition(":")[2]
            if value and key != "xmlns" and not key.startswith("xmlns:") and local not in _NOISE:
                self._put(f"{label(f'{name} {local}')}: {value}\n")
        self._names.append(name)
        self._mixed.append(False)
        self._was_leaf = True

    def _end(self, name: str) -> None:
        name = self._names.pop()
        mixed = self._mixed.pop()
        outer_mixed = bool(self._mixed and self._mixed[-1])
        text = "".join(self._text).strip()
        if outer_mixed and not mixed:
            self._flush(inline=True)
        elif mixed:
            self._flush(inline=True)
            self._put("\n")
        elif text and len(text) >= _PACKED and (data := _unpacked(text)):
            self.files.append(data)
            self._text = []
        elif text:
            if _MARKUP.search(text):  # a page written into an element, as feeds and exports do
                text = readable_text(text)
            self._put(f"{label(name)}: {text}\n")
            self._text = []
        else:
            self._text = []
            if not self._was_leaf and self.out and not self.out[-1].endswith("\n\n") and self.out[-1] != "\n":
                self._put("\n")
        self._was_leaf = False
        if name in ADDRESSES:
            self._end_address()

    def _end_address(self) -> None:
        """Lines of an address are one, as people write it."""
        if self._address >= 0:
            lines = [line for line in "".join(self.out[self._address :]).split("\n") if line]
            if whole := one_line(lines):
                self.out[self._address :] = [f"{whole}\n"]
        self._address = -1

    def _data(self, text: str) -> None:
        if self._free < 0:
            self._budget.take(len(text))
        self._text.append(text)

    def _comment(self, text: str) -> None:
        if text.strip():
            self.comments.append(text)
            self.size += len(text)

    def _instruction(self, target: str, data: str) -> None:
        if data.strip() and target not in ("xml-stylesheet", "mso-application"):
            self._put(f"{target}: {data}\n")

    def _flush(self, *, inline: bool = False) -> None:
        text = "".join(self._text)
        self._text = []
        if text.strip() or inline:
            self._put(text if inline else f"{text}\n")

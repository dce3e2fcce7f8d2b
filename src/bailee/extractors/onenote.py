"""Sections of OneNote (.one): text of all pages, titles, names of files, links, authors, and the files dropped into them.

By [MS-ONESTORE] and [MS-ONE]. Lists of nodes are found by their marks, those of earlier revisions too, so that what was
deleted and not yet overwritten is read as well. A section that was saved through a server is packed in another form: of
it, letters are gathered, and it is said to be read in part only.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from bailee.extractors import media_type
from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.extractors.mail import texts
from bailee.extractors.office_old import letters
from bailee.items import Item
from bailee.text import Part
from bailee.vocabulary import Reason

READS = frozenset({media_type.ONENOTE})

LARGEST = 256 << 20
_STORE = bytes.fromhex("3fdd9a101b91f549a5d01791edc8aed8")  # guidFileFormat of a file of its own
_LIST = re.compile(re.escape(bytes.fromhex("c4f4f7f5b17a56a4")))
_LIST_ENDS = bytes.fromhex("3bba3382c315c28b")
_OBJECTS = frozenset({0x2D, 0x2E, 0x41, 0x42, 0xA4, 0xA5, 0xC4, 0xC5})  # nodes that lead to a set of properties
_FILE = 0x94
_BODY = {0x1C22: "utf-16-le", 0x3498: "cp1252"}  # text as Unicode, text in one byte a letter
_BESIDE = {
    0x1CF3: "title", 0x1D3C: "title", 0x1D75: "author", 0x1D9C: "file", 0x1D9D: "source", 0x1D9E: "conflict with",
    0x1DD7: "picture", 0x1E58: "alternative text", 0x3468: "tag", 0x349B: "section", 0x1E20: "link",
}  # fmt: skip
_DEEPEST = 20
_PROPERTIES = 2_000_000  # of a file


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    if item.size > LARGEST:
        raise Unreadable(Reason.TOO_BIG)
    data = item.read()
    if len(data) < 1024:
        raise Unreadable(Reason.DAMAGED)
    if data[48:64] != _STORE:
        yield from texts("\n".join(dict.fromkeys(letters(data))), item.locator.inside("letters"), Part.HIDDEN)
        yield Unread(item.locator, Reason.UNKNOWN_FORMAT)
        return
    section = _Section(data)
    section.read()
    yield from texts("\n".join(section.said), item.locator.inside("body"))
    yield from texts("\n".join(section.beside), item.locator.inside("properties"), Part.METADATA)
    for number, (start, size) in enumerate(section.files, 1):
        budget.take(size)
        yield Item.nested(item.locator, f"embedded {number}", data[start : start + size])
    if section.is_damaged:
        yield Unread(item.locator, Reason.DAMAGED)


class _Section:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.said: dict[str, None] = {}
        self.beside: dict[str, None] = {}
        self.files: list[tuple[int, int]] = []  # start, size
        self.is_damaged = False
        self._seen: set[tuple[int, int]] = set()
        self._left = _PROPERTIES

    def read(self) -> None:
        found = False
        for start in _LIST.finditer(self.data):
            found = True
            for kind, at, size in self._nodes(start.end() + 8):
                if (at, size) in self._seen:
                    continue
                self._seen.add((at, size))
                if at + size > len(self.data):
                    self.is_damaged = True
                elif kind == _FILE:
                    self._file(at, size)
                else:
                    self._object(self.data[at : at + size])
        self.is_damaged = self.is_damaged or not found

    def _nodes(self, at: int) -> Iterator[tuple[int, int, int]]:
        """(kind, where its data lies, how much) of the nodes of a list that lead to data."""
        data = self.data
        while at + 4 <= len(data) and data[at : at + 8] != _LIST_ENDS:
            (head,) = struct.unpack_from("<I", data, at)
            kind, size = head & 0x3FF, head >> 10 & 0x1FFF
            if kind in (0, 0xFF) or size < 4:
                return
            leads = kind in _OBJECTS or kind == _FILE
            if leads and (place := self._reference(at + 4, head >> 23 & 3, head >> 25 & 3)) is not None:
                yield kind, *place
            at += size

    def _reference(self, at: int, start_form: int, size_form: int) -> tuple[int, int] | None:
        starts = (("<Q", 8, 1), ("<I", 4, 1), ("<H", 2, 8), ("<I", 4, 8))
        sizes = (("<I", 4, 1), ("<Q", 8, 1), ("<B", 1, 8), ("<H", 2, 8))
        form, width, times = starts[start_form]
        size_of, size_width, size_times = sizes[size_form]
        if at + width + size_width > len(self.data):
            return None
        start = struct.unpack_from(form, self.data, at)[0] * times
        size = struct.unpack_from(size_of, self.data, at + width)[0] * size_times
        return (start, size) if start and size else None

    def _file(self, at: int, size: int) -> None:
        """A header of 16 bytes, the length, 12 bytes that say nothing, the file."""
        if size < 52:
            return
        (length,) = struct.unpack_from("<Q", self.data, at + 16)
        if 0 < length <= size - 36:
            self.files.append((at + 36, length))
        else:
            self.is_damaged = True

    def _object(self, data: bytes) -> None:
        try:
            at = 0
            (head,) = struct.unpack_from("<I", data, at)
            at += 4 + 4 * (head & 0xFFFFFF)
            if not head >> 31:  # streams of other identifiers follow
                (head,) = struct.unpack_from("<I", data, at)
                at += 4 + 4 * (head & 0xFFFFFF)
                if head >> 30 & 1:
                    (head,) = struct.unpack_from("<I", data, at)
                    at += 4 + 4 * (head & 0xFFFFFF)
            self._properties(data, at, 0)
        except (struct.error, IndexError):
            self.is_damaged = True

    def _properties(self, data: bytes, at: int, depth: int) -> int:
        """Reads a set of properties at a place, and tells where it ends."""
        if depth > _DEEPEST:
            raise IndexError
        (count,) = struct.unpack_from("<H", data, at)
        idents = struct.unpack_from(f"<{count}I", data, at + 2)
        at += 2 + 4 * count
        for ident in idents:
            self._left -= 1
            if self._left < 0:
                raise IndexError
            kind = ident >> 26 & 0x1F
            if kind in (3, 4, 5, 6):
                at += 1 << (kind - 3)
            elif kind == 7:
                (length,) = struct.unpack_from("<I", data, at)
                value = data[at + 4 : at + 4 + length]
                if len(value) < length:
                    raise IndexError
                self._value(ident & 0x3FFFFFF, value)
                at += 4 + length
            elif kind in (9, 0xB, 0xD):
                at += 4
            elif kind == 0x10:
                (inner,) = struct.unpack_from("<I", data, at)
                at += 4
                if inner:
                    at += 4
                    for _ in range(min(inner, len(data))):
                        at = self._properties(data, at, depth + 1)
            elif kind == 0x11:
                at = self._properties(data, at, depth + 1)
        return at

    def _value(self, ident: int, value: bytes) -> None:
        if ident in _BODY:
            text = value.decode(_BODY[ident], "replace").replace("\r", "\n").strip("\0\n ")
            if text:
                self.said[text.replace("\ufddf", " ")] = None  # before the code of a field in the text
        elif ident in _BESIDE:
            text = value.decode("utf-16-le", "replace").strip("\0 ")
            if text:
                self.beside[f"{_BESIDE[ident]}: {text}"] = None

"""Drawings of Visio 5 to 2010 (.vsd, .vss, .vst): text of shapes, then the words in their properties, links and names.

A drawing is a tree of streams, most of them packed by a variant of LZSS; text lies in chunks of one kind.

>>> unpacked(bytes([0xFF]) + b"Visio te" + bytes([0x0F]) + b"xt, " + bytes([0xEE, 0xF2]), 100)
b'Visio text, Visio'
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from bailee.extractors import media_type, ole
from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.extractors.mail import texts
from bailee.extractors.office_old import letters
from bailee.items import Item
from bailee.text import Part
from bailee.vocabulary import Reason

READS = frozenset({media_type.VISIO})

_TRAILER = 0x24  # where the pointer to all others stands
_TEXT = 0x0E
_WINDOW = 4096
_STREAMS = 20_000
_DEEPEST = 30
_WITH_TRAILER = frozenset({0x2C, 0x65, 0x66, 0x69, 0x6A, 0x6B, 0x70, 0x71})


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    with ole.opened(item) as file:
        stream = ole.content(file, "VisioDocument")
        if len(stream) < 64:
            raise Unreadable(Reason.DAMAGED)
        drawing = _Drawing(stream, budget)
        drawing.walk()
        yield from texts("\n".join(drawing.said), item.locator.inside("body"))
        beside = dict.fromkeys(word for word in drawing.beside if word not in set(drawing.said))
        yield from texts("\n".join(beside), item.locator.inside("names and properties"), Part.METADATA)
        yield from ole.properties(file, item.locator)
        yield from ole.embedded(file, item.locator, budget)
        if drawing.is_damaged or drawing.version < 5:
            yield Unread(item.locator, Reason.DAMAGED if drawing.is_damaged else Reason.UNKNOWN_FORMAT)


class _Drawing:
    def __init__(self, stream: bytes, budget: Budget) -> None:
        self.stream = stream
        self.version = stream[0x1A]
        self.said: list[str] = []
        self.beside: list[str] = []
        self.is_damaged = False
        self._budget = budget
        self._seen: set[int] = set()

    def walk(self) -> None:
        if self.version < 5:
            self.beside += letters(self.stream)
            return
        waiting = [(self._pointer(self.stream, _TRAILER), 0)]
        while waiting:
            (kind, offset, length, form), depth = waiting.pop()
            if offset in self._seen or not length or len(self._seen) > _STREAMS:
                continue
            self._seen.add(offset)
            data = self.stream[offset : offset + length]
            if len(data) < length:
                self.is_damaged = True
            shift = 0
            if form & 2:
                data = unpacked(data, self._budget.bytes_left)
                shift = 4
            self._budget.take(len(data))
            if kind == 20 or form >> 4 == 5 or form in (0x1D, 0x1E):
                if depth < _DEEPEST:
                    waiting += [(pointer, depth + 1) for pointer in reversed(list(self._pointers(data, shift)))]
            elif form >> 4 in (0x0C, 0x0D):
                self._chunks(data[shift:])
            else:
                self.beside += letters(data, narrow=self.version <= 6)

    def _pointer(self, data: bytes, at: int) -> tuple[int, int, int, int]:
        """(kind, offset, length, format)"""
        if at + 18 > len(data):
            return 0, 0, 0, 0
        if self.version >= 6:
            kind, _, offset, length, form = struct.unpack_from("<IIIIH", data, at)
            return kind, offset, length, form
        kind, form, _, offset, length = struct.unpack_from("<HHIII", data, at)
        return kind, offset, length, form & 0xFF

    def _pointers(self, data: bytes, shift: int) -> Iterator[tuple[int, int, int, int]]:
        if len(data) < shift + 4:
            return
        at = struct.unpack_from("<I", data, shift)[0] + shift
        if at + 8 > len(data):
            return
        count = struct.unpack_from("<I" if self.version >= 6 else "<H", data, at)[0]
        size = 18 if self.version >= 6 else 16
        at += 8
        for _ in range(min(count, (len(data) - at) // size)):
            yield self._pointer(data, at)
            at += size

    def _chunks(self, data: bytes) -> None:
        at = 0
        while at + 19 <= len(data):
            if self.version >= 6:
                kind, _, lists, length, level, mark = struct.unpack_from("<IIIIHB", data, at)
                start = at + 19
            else:
                kind, _, level, mark, lists, length = struct.unpack_from("<HHBBHI", data, at)
                start = at + 12
            body = data[start : start + length]
            if kind == _TEXT and len(body) > 8:
                wide = self.version > 6
                text = body[8:].decode("utf-16-le" if wide else "cp1252", "replace").split("\0")[0]
                text = text.replace("\ufffc", " ").replace("\x1e", " ").strip()
                if text:
                    self.said.append(text)
            else:
                self.beside += letters(body, narrow=self.version <= 6)
            has_trailer = kind in _WITH_TRAILER or lists != 0
            at = start + length + 8 * has_trailer + 4 * self._is_apart(kind, level, mark, has_trailer)

    def _is_apart(self, kind: int, level: int, mark: int, has_trailer: bool) -> bool:
        """Whether a chunk is followed by four bytes that belong to none."""
        if self.version <= 6 or kind in (0x1F, 0xC9):
            return False
        return (
            has_trailer
            or (level == 2 and (mark == 0x55 or (mark == 0x54 and kind in (0xA9, 0xAA, 0xB4, 0xB6))))
            or (level == 3 and mark != 0x50)
        )


def unpacked(data: bytes, limit: int) -> bytes:
    """A packed stream: a flag bit a byte or copy, low bits first; a copy names a place in a window of 4,096 bytes."""
    out = bytearray()
    window = bytearray(_WINDOW)
    at = place = 0
    while at < len(data):
        flags = data[at]
        at += 1
        for bit in range(8):
            if at >= len(data):
                break
            if flags >> bit & 1:
                window[place & 0xFFF] = data[at]
                out.append(data[at])
                place += 1
                at += 1
                continue
            if at + 2 > len(data):
                return bytes(out)
            low, high = data[at], data[at + 1]
            at += 2
            source = (high & 0xF0) << 4 | low
            source = source - 4078 if source > 4078 else source + 18
            for _ in range((high & 0x0F) + 3):
                byte = window[source & 0xFFF]
                window[place & 0xFFF] = byte
                out.append(byte)
                source += 1
                place += 1
        if len(out) > limit:
            raise Unreadable(Reason.TOO_BIG)
    return bytes(out)

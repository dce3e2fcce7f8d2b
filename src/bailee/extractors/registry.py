"""The registry of Windows: exports (.reg) and hives (NTUSER.DAT, SAM, SOFTWARE …), each value with the key it stands under.

Hives are walked from their root; values that were deleted and still lie in free cells are read as hidden. Structure by
https://github.com/msuhanov/regf.

>>> from bailee.vocabulary import Locator
>>> export = 'Windows Registry Editor Version 5.00\\n\\n[HKEY_CURRENT_USER\\\\Mail]\\n"Owner"="Ann Roe"\\n"Raw"=hex(1):41,00,6e,00,\\\\\\n  6e,00,00,00\\n'
>>> [text.content for text in extract(Item.nested(Locator(()), "a.reg", export.encode("utf-16")), Budget())]
['HKEY_CURRENT_USER\\\\Mail\\nOwner: Ann Roe\\nRaw: Ann']
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from bailee.extractors.data_types import HIVE, REGISTRY
from bailee.extractors.encodings import decoder_for, encoding_of
from bailee.extractors.expanding import MEMBER_LIMIT
from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.extractors.mail import texts
from bailee.items import Item
from bailee.text import Part
from bailee.vocabulary import Reason

READS = frozenset({HIVE, REGISTRY})

_LIMIT = 2 * MEMBER_LIMIT
_KEYS = 1_000_000
_LEVELS = 128
_TEXTS = (1, 2, 6, 7)  # REG_SZ, REG_EXPAND_SZ, REG_LINK, REG_MULTI_SZ
_VALUE = 16_384  # characters of one


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    if item.size > _LIMIT:
        raise Unreadable(Reason.TOO_BIG)
    data = item.read()
    if data.startswith(b"regf"):
        yield from _hive(data, item)
    else:
        text = decoder_for(encoding_of(data) or "cp1252").decode(data, final=True)
        yield from texts("\n".join(_export(text)), item.locator)


# --- exports


def _export(text: str) -> Iterator[str]:
    joined = re.sub(r"\\\r?\n\s*", "", text.removeprefix("\ufeff"))
    for line in joined.splitlines():
        if line.startswith("[") and line.rstrip().endswith("]"):
            yield line.strip()[1:-1]
        elif found := re.match(r'(?:"((?:[^"\\]|\\.)*)"|@)=(.*)', line):
            name, value = (found[1] or "").replace('\\"', '"').replace("\\\\", "\\"), found[2].strip()
            if shown := _exported(value):
                yield f"{name}: {shown}" if name else shown
        elif line.strip() and not line.startswith(("Windows Registry", "REGEDIT4")):
            yield line.strip()


def _exported(value: str) -> str:
    if value.startswith('"'):
        return value.strip('"').replace('\\"', '"').replace("\\\\", "\\")
    if found := re.fullmatch(r"hex(?:\(([0-9a-f]+)\))?:((?:[0-9a-f]{2},?)*)", value.replace(" ", "").lower()):
        raw = bytes.fromhex(found[2].replace(",", ""))
        return _shown(int(found[1], 16) if found[1] else 3, raw)
    if value.lower().startswith("dword:"):
        try:
            return str(int(value[6:], 16))
        except ValueError:
            return value
    return value


def _shown(kind: int, raw: bytes) -> str:
    """A value as text; empty where it is none."""
    if kind in _TEXTS:
        text = raw[: len(raw) // 2 * 2].decode("utf-16-le", "replace")
        return " ; ".join(filter(None, text.split("\0")))[:_VALUE]
    if kind == 4 and len(raw) >= 4:
        return str(struct.unpack_from("<I", raw)[0])
    if kind == 11 and len(raw) >= 8:
        return str(struct.unpack_from("<Q", raw)[0])
    return _words(raw)


def _words(raw: bytes) -> str:
    """Words in bytes, wide or not: lists of recent files, paths, names of accounts."""
    wide = re.findall(rb"(?:[\x20-\x7e\xa0-\xff]\0){4,}", raw)
    plain = [] if wide else re.findall(rb"[\x20-\x7e]{5,}", raw)
    found = [part.decode("utf-16-le", "replace") for part in wide] + [part.decode("ascii") for part in plain]
    return " ; ".join(found)[:_VALUE]


# --- hives

_START = 4096  # of the cells; offsets count from here


def _hive(data: bytes, item: Item) -> Iterator[Extracted]:
    if len(data) < _START + 32:
        raise Unreadable(Reason.DAMAGED)
    walker = _Hive(data)
    (root,) = struct.unpack_from("<I", data, 36)
    lines: list[str] = []
    size = 0
    for line in walker.lines(root):
        lines.append(line)
        size += len(line)
        if size > 1 << 20:
            yield from texts("\n".join(lines), item.locator)
            lines, size = [], 0
    yield from texts("\n".join(lines), item.locator)
    yield from texts("\n".join(walker.deleted()), item.locator.inside("deleted values"), Part.HIDDEN)
    if walker.is_damaged:
        yield Unread(item.locator, Reason.DAMAGED)


class _Hive:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.is_damaged = False
        self.seen: set[int] = set()

    def cell(self, offset: int) -> bytes:
        at = _START + offset
        if offset == 0xFFFFFFFF or at + 4 > len(self.data):
            return b""
        (size,) = struct.unpack_from("<i", self.data, at)
        return self.data[at + 4 : at + abs(size)]

    def lines(self, root: int) -> Iterator[str]:
        stack = [(root, "", 0)]
        while stack:
            offset, path, level = stack.pop()
            if offset in self.seen or level > _LEVELS or len(self.seen) > _KEYS:
                self.is_damaged = True
                continue
            self.seen.add(offset)
            key = self.cell(offset)
            if key[:2] != b"nk" or len(key) < 76:
                self.is_damaged = True
                continue
            name = self.name(key, 2, 72, 76)
            here = f"{path}\\{name}" if path else name
            values = list(self.values(key))
            if values:
                yield here
                yield from values
            count, subkeys = struct.unpack_from("<I", key, 20)[0], struct.unpack_from("<I", key, 28)[0]
            if count:
                stack.extend((child, here, level + 1) for child in reversed(list(self.children(subkeys, 0))))

    def name(self, cell: bytes, flags_at: int, length_at: int, start: int) -> str:
        flags, length = struct.unpack_from("<H", cell, flags_at)[0], struct.unpack_from("<H", cell, length_at)[0]
        raw = cell[start : start + length]
        return raw.decode("cp1252" if flags & 0x20 or (flags_at != 2 and flags & 1) else "utf-16-le", "replace")

    def children(self, offset: int, level: int) -> Iterator[int]:
        listing = self.cell(offset)
        if len(listing) < 4 or level > 4:
            return
        kind, count = listing[:2], struct.unpack_from("<H", listing, 2)[0]
        width = 8 if kind in (b"lf", b"lh") else 4
        if kind not in (b"lf", b"lh", b"li", b"ri") or 4 + count * width > len(listing):
            self.is_damaged = True
            return
        for at in range(4, 4 + count * width, width):
            (child,) = struct.unpack_from("<I", listing, at)
            if kind == b"ri":
                yield from self.children(child, level + 1)
            else:
                yield child

    def values(self, key: bytes) -> Iterator[str]:
        count, listing = struct.unpack_from("<II", key, 36)
        if not count or count > 100_000:
            return
        offsets = self.cell(listing)
        for at in range(0, min(count * 4, len(offsets) - 3), 4):
            value = self.cell(struct.unpack_from("<I", offsets, at)[0])
            if line := self.value(value):
                yield line

    def value(self, value: bytes) -> str:
        if value[:2] != b"vk" or len(value) < 20:
            return ""
        length, place, kind = struct.unpack_from("<III", value, 4)
        (flags,) = struct.unpack_from("<H", value, 16)
        (size,) = struct.unpack_from("<H", value, 2)
        name = value[20 : 20 + size].decode("cp1252" if flags & 1 else "utf-16-le", "replace")
        raw = value[8 : 8 + (length & 0x7FFFFFFF)] if length & 0x80000000 else self.content(place, length)
        shown = _shown(kind, raw[: 1 << 20])
        return (f"{name}: {shown}" if name else shown) if shown else ""

    def content(self, place: int, length: int) -> bytes:
        cell = self.cell(place)
        if cell[:2] != b"db" or length <= 16_344:
            return cell[:length]
        count, listing = struct.unpack_from("<HI", cell, 2)
        offsets = self.cell(listing)
        parts = [
            self.cell(struct.unpack_from("<I", offsets, at)[0])[:16_344]
            for at in range(0, min(count * 4, len(offsets) - 3), 4)
        ]
        return b"".join(parts)[:length]

    def deleted(self) -> Iterator[str]:
        """Values in cells that are marked as free."""
        for found in re.finditer(rb"vk..(?=.{16})", self.data[_START:], re.DOTALL):
            at = found.start() - 4
            if at < 0 or (at & 3):
                continue
            (size,) = struct.unpack_from("<i", self.data, _START + at)
            if (
                24 <= size < 4096
                and (line := self.value(self.data[_START + at + 4 : _START + at + size]))
                and line.isprintable()
            ):
                yield line

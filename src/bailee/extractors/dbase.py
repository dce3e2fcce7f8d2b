"""dBase, FoxPro, Clipper (.dbf): rows under the names of their fields, deleted rows too, with the memos that lie beside it.

A row that is deleted is only marked; whoever asks who is on file must know of it.
Structure by https://www.dbase.com/KnowledgeBase/int/db7_file_fmt.htm and the FoxPro manual.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import BinaryIO

from bailee.extractors import mapi, typed_rows
from bailee.extractors.data_types import DBASE
from bailee.extractors.encodings import decoder_for, encoding_of
from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.items import Item
from bailee.text import Part
from bailee.vocabulary import Reason

READS = frozenset({DBASE})

_FIELDS = 2_048
_MEMO = 1 << 20  # bytes of one
# What the header says of the language, as far as it is not Windows-1252
_PAGES = {0x01: 437, 0x02: 850, 0x03: 1252, 0x64: 852, 0x65: 866, 0x66: 865, 0x4D: 936, 0x4E: 949, 0x4F: 950, 0x50: 874,
          0x57: 1252, 0x59: 1252, 0x7B: 932, 0x7D: 1255, 0x7E: 1256, 0xC8: 1250, 0xC9: 1251, 0xCA: 1254, 0xCB: 1253}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    kind: str
    length: int
    decimals: int


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    with item.open() as stream:
        head = stream.read(32)
        fields, count, start, length = _layout(head, stream)
        codec = _codec(head, stream, start)
        stream.seek(start)
        deleted: list[list[object]] = []
        faults: list[Reason] = []
        names = [field.name for field in fields]
        with closing(_Memos(item, head[0])) as memos:
            rows = _rows(stream, fields, count, length, codec, memos, deleted, faults)
            yield from typed_rows.table(rows, names, item.locator, budget)
            if deleted:
                yield from typed_rows.table(deleted, names, item.locator.inside("deleted rows"), budget, Part.HIDDEN)
    for reason in faults:
        yield Unread(item.locator, reason)
    if memos.missing:
        yield Unread(item.locator.inside("memos, missing"), Reason.DAMAGED)


def _layout(head: bytes, stream: BinaryIO) -> tuple[list[_Field], int, int, int]:
    """(fields, rows, where they begin, length of one)."""
    if len(head) < 32:
        raise Unreadable(Reason.DAMAGED)
    if head[0] == 0x02:  # dBase II
        count, length = struct.unpack_from("<H", head, 1)[0], struct.unpack_from("<H", head, 6)[0]
        stream.seek(8)
        raw, size, start = stream.read(513), 16, 521
    else:
        count, start, length = struct.unpack_from("<IHH", head, 4)
        seventh = head[0] & 7 == 4
        stream.seek(68 if seventh else 32)
        raw, size = stream.read(start), 48 if seventh else 32
    fields: list[_Field] = []
    for at in range(0, min(len(raw), _FIELDS * size), size):
        entry = raw[at : at + size]
        if len(entry) < size or entry[0] in (0x0D, 0):
            break
        wide = 32 if size == 48 else 11
        name = entry[:wide].split(b"\0")[0].decode("cp437", "replace").strip()
        kind, width, decimals = chr(entry[wide]), *_width(entry, size)
        fields.append(_Field(name, kind, width, decimals))
    if not fields or length < 2 or sum(field.length for field in fields) > length:
        raise Unreadable(Reason.DAMAGED)
    return fields, count, start, length


def _width(entry: bytes, size: int) -> tuple[int, int]:
    if size == 16:
        return entry[12], entry[15]
    at = 33 if size == 48 else 16
    if chr(entry[at - 5 if size == 32 else 32]) == "C" and size == 32:  # Clipper keeps long texts this way
        return entry[16] + 256 * entry[17], 0
    return entry[at], entry[at + 1]


def _codec(head: bytes, stream: BinaryIO, start: int) -> str:
    page = _PAGES.get(head[29]) if head[0] != 0x02 else None
    if page is not None:
        return mapi.codec_of(page)
    stream.seek(start)
    return encoding_of(stream.read(65_536).replace(b"\0", b" ")) or "cp1252"


def _rows(
    stream: BinaryIO,
    fields: list[_Field],
    count: int,
    length: int,
    codec: str,
    memos: _Memos,
    deleted: list[list[object]],
    faults: list[Reason],
) -> Iterator[list[object]]:
    for _ in range(count):
        row = stream.read(length)
        if row[:1] == b"\x1a" or not row:
            faults.append(Reason.DAMAGED) if not row else None
            return
        cut = len(row) < length
        values: list[object] = []
        at = 1
        for field in fields:
            values.append(_value(field, row[at : at + field.length], codec, memos))
            at += field.length
        if row[:1] == b"*" and len(deleted) < 100_000:
            deleted.append(values)
        else:
            yield values
        if cut:
            faults.append(Reason.DAMAGED)
            return


def _value(field: _Field, raw: bytes, codec: str, memos: _Memos) -> object:
    if field.kind in "MGBPW" and not (field.kind == "B" and field.length == 8 and memos.is_foxpro):
        return memos.text(raw, codec)
    if field.kind in "I+" and len(raw) == 4:
        return struct.unpack("<i", raw)[0]
    if field.kind in "BO" and len(raw) == 8:
        return struct.unpack("<d", raw)[0]
    if field.kind == "Y" and len(raw) == 8:
        return struct.unpack("<q", raw)[0] / 10_000
    if field.kind in "T@" and len(raw) == 8:
        return _moment(raw)
    text = decoder_for(codec).decode(raw.rstrip(b"\0"), final=True).strip()
    if field.kind == "D" and len(text) == 8 and text.isdigit():
        return f"{text[:4]}-{text[4:6]}-{text[6:]}"
    return text


def _moment(raw: bytes) -> str:
    """A Julian day and milliseconds."""
    from datetime import date

    day, milliseconds = struct.unpack("<II", raw)
    try:
        shown = date.fromordinal(day - 1_721_425).isoformat()
    except (ValueError, OverflowError):
        return ""
    seconds = milliseconds // 1000
    return f"{shown} {seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


class _Memos:
    """Long texts, in a file beside the table: .dbt of dBase, .fpt of FoxPro."""

    def __init__(self, item: Item, version: int) -> None:
        self.is_foxpro = version in (0x30, 0x31, 0x32, 0xF5)
        self.missing = False
        self._stream: BinaryIO | None = None
        self._block = 512
        self._third = version == 0x83
        if item.path is None:
            return
        for ending in (".fpt", ".FPT", ".dbt", ".DBT"):
            path = item.path.with_suffix(ending)
            if path.is_file():
                self._stream = path.open("rb")
                head = self._stream.read(24)
                if ending.lower() == ".fpt":
                    self.is_foxpro = True
                    self._block = int.from_bytes(head[6:8], "big") or 512
                elif not self._third:
                    self._block = int.from_bytes(head[20:22], "little") or 512
                return

    def text(self, raw: bytes, codec: str) -> object:
        number = (
            int.from_bytes(raw, "little")
            if len(raw) == 4
            else int(raw.strip(b" \0") or b"0")
            if raw.strip(b" \0").isdigit()
            else 0
        )
        if not number:
            return ""
        if self._stream is None:
            self.missing = True
            return ""
        self._stream.seek(number * self._block)
        if self.is_foxpro:
            head = self._stream.read(8)
            content = self._stream.read(min(int.from_bytes(head[4:8], "big"), _MEMO))
            return content if head[:4] == b"\0\0\0\0" else decoder_for(codec).decode(content, final=True)
        content = self._stream.read(_MEMO if self._third else 8)
        if content[:4] == b"\xff\xff\x08\0":
            content = self._stream.read(min(max(int.from_bytes(content[4:8], "little") - 8, 0), _MEMO))
        else:
            if not self._third:
                content += self._stream.read(_MEMO)
            content = content.split(b"\x1a\x1a")[0].split(b"\x1a")[0]
        return decoder_for(codec).decode(content.replace(b"\x8d\n", b"").replace(b"\x8d\x0a", b""), final=True)

    def close(self) -> None:
        if self._stream is not None:
            self._stream.close()

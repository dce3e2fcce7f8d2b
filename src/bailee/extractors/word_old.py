"""Word documents of 1997 to 2003 (.doc): body, notes, headers, comments and text boxes, by the table of pieces.

Text that was deleted but is still in a piece that the table names is read too. Older ones go to `office_old`.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from bailee.extractors import encrypted_office, media_type, ole, word_form_fields
from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.extractors.mail import texts
from bailee.extractors.office_old import through_library
from bailee.items import Item
from bailee.text import Part
from bailee.vocabulary import Reason

READS = frozenset({media_type.DOC})

# parts in the order in which their characters follow each other, at 4 bytes each from 0x4C of the header
_PARTS = (
    ("body", Part.BODY),
    ("footnotes", Part.COMMENT),
    ("headers and footers", Part.HEADER),
    ("macros", Part.HIDDEN),
    ("comments", Part.COMMENT),
    ("endnotes", Part.COMMENT),
    ("text boxes", Part.BODY),
    ("text boxes in headers", Part.HEADER),
)
# by their number in the header ([MS-DOC] 2.5.6): bookmarks, titles and authors, authors of comments, form fields, authors of
# changes, document variables, whom a mail was routed to, who saved it where
_LISTS = (21, 32, 36, 45, 51, 60, 70, 71)
_MARKS = str.maketrans(
    {0x07: "\t", 0x0B: "\n", 0x0C: "\n", 0x0D: "\n", 0x0E: "\n", 0x1E: "-", 0x1F: "", 0x13: " ", 0x14: " ", 0x15: "",
     0x01: "", 0x02: "", 0x03: "", 0x04: "", 0x05: "", 0x08: "", 0x00: ""}
)  # fmt: skip


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    with ole.opened(item) as file:
        stream = ole.content(file, "WordDocument")
        if len(stream) < 0x1AA:
            raise Unreadable(Reason.DAMAGED)
        magic, version = struct.unpack_from("<HH", stream)
        flags = struct.unpack_from("<H", stream, 0x0A)[0]
        if flags & 0x0100:
            yield from encrypted_office.extract(item, budget)
            return
        if magic != 0xA5EC or version < 0xC1:
            yield from through_library(item, media_type.DOC)
            return
        table = ole.content(file, "1Table" if flags & 0x0200 else "0Table")
        start, length = struct.unpack_from("<II", stream, 0x1A2)
        characters, whole = _characters(stream, table[start : start + length])
        if not characters and not whole:
            raise Unreadable(Reason.DAMAGED)
        at = 0
        for (name, part), count in zip(_PARTS, struct.unpack_from("<8I", stream, 0x4C), strict=True):
            if at >= len(characters):
                break
            content = _readable(characters[at : at + count])
            at += count
            yield from texts(content, item.locator.inside(name), part)
        yield from texts("\n".join(_lists(stream, table)), item.locator.inside("names"), Part.METADATA)
        data = ole.content(file, "Data")
        in_forms = "\n".join(dict.fromkeys(word_form_fields.words(data)))
        yield from texts(in_forms, item.locator.inside("form fields"), Part.HIDDEN)
        yield from ole.properties(file, item.locator)
        yield from ole.macros(file, item.read(), item.locator, budget)
        yield from ole.embedded(file, item.locator, budget)
        yield from ole.pictures(data, item.locator, budget)
        if not whole:
            yield Unread(item.locator, Reason.DAMAGED)


def _lists(stream: bytes, table: bytes) -> Iterator[str]:
    """Strings of the lists in the table stream in which a person's words stand."""
    for index in _LISTS:
        start, length = struct.unpack_from("<II", stream, 0x9A + 8 * index)
        yield from dict.fromkeys(
            text for text in strings(table[start : start + length]) if len(text) > 1 and not text.startswith("_")
        )


def strings(data: bytes) -> Iterator[str]:
    """Strings of a list ([MS-DOC] 2.2.4, STTB): each with its length before it, and room beside it for others.

    >>> list(strings(b"\\xff\\xff\\x01\\0\\0\\0\\x03\\0A\\0n\\0n\\0"))
    ['Ann']
    """
    at, extra, count = 0, 0, len(data)
    wide = True
    if len(data) >= 6:
        mark, number, beside = struct.unpack_from("<HHH", data)
        if mark == 0xFFFF:
            at, extra, count = 6, beside, number
        elif data[2] < 0x20 and number > 0x100:  # a list of narrow strings
            wide = False
            at, extra, count = 4, struct.unpack_from("<H", data, 2)[0], mark
    for index in range(count + len(data)):  # values may follow the names
        width = 2 if wide else 1
        if at + width > len(data):
            return
        length = int.from_bytes(data[at : at + width], "little")
        at += width
        raw = data[at : at + length * width]
        if len(raw) < length * width:
            return
        at += length * width + (extra if index < count else 0)
        if raw:
            yield raw.decode("utf-16-le" if wide else "cp1252", "replace").strip("\0 ")
        if index >= count and wide and data[at : at + 2] == b"\0\0":
            at += 2


def _characters(stream: bytes, table: bytes) -> tuple[str, bool]:
    """All characters in the order of the document, and whether every piece was there."""
    at = 0
    while at < len(table) and table[at] == 1:  # runs of formatting come first
        if at + 3 > len(table):
            return "", False
        at += 3 + struct.unpack_from("<H", table, at + 1)[0]
    if at + 5 > len(table) or table[at] != 2:
        return "", False
    size = struct.unpack_from("<I", table, at + 1)[0]
    plan = table[at + 5 : at + 5 + size]
    count = (len(plan) - 4) // 12
    whole = len(plan) == size and count >= 0
    pieces: list[str] = []
    room = 2 * len(stream)
    for number in range(max(count, 0)):
        first, last = struct.unpack_from("<II", plan, number * 4)
        place = struct.unpack_from("<I", plan, (count + 1) * 4 + number * 8 + 2)[0]
        length = last - first
        room -= length
        if length < 0 or room < 0:  # pieces that say more than the file can hold
            return "".join(pieces), False
        if place & 0x40000000:
            begin = (place & 0x3FFFFFFF) // 2
            raw = stream[begin : begin + length]
            text = raw.decode("cp1252", "replace")
        else:
            raw = stream[place : place + 2 * length]
            text = (
                raw.decode("utf-16-le", "surrogatepass")
                if len(raw) % 2 == 0
                else raw[:-1].decode("utf-16-le", "replace")
            )
        whole = whole and len(text) >= length
        pieces.append(text.ljust(length) if len(text) < length else text)
    return "".join(pieces), whole


def _readable(characters: str) -> str:
    """Marks as white space. The end of a table's row is two cell marks, of which the second ends the line."""
    characters = characters.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return re.sub(r"\x07\x07", "\n", characters).translate(_MARKS).strip("\n ")

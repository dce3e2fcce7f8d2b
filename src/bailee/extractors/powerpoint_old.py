"""PowerPoint files of 1997 to 2003 (.ppt): slides, notes, comments, masters, in the order of their records.

Slides that a quick save left behind are read as well: they are still in the file.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from bailee.extractors import encrypted_office, media_type, ole
from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.extractors.macros import modules
from bailee.extractors.mail import texts
from bailee.extractors.ole_objects import unwrapped
from bailee.items import Item
from bailee.text import Part, Text
from bailee.vocabulary import Locator, Reason

READS = frozenset({media_type.PPT})

_SLIDE, _NOTES, _MASTER, _LIST, _SLIDE_BEGINS, _COMMENT = 0x03EE, 0x03F0, 0x03F8, 0x0FF0, 0x03F3, 0x2EE0
_TAGS = 0x138B  # said to be one record, and holds others: comments of PowerPoint 2000 and later lie there
_WIDE, _NARROW, _STRING = 0x0FA0, 0x0FA8, 0x0FBA
_OBJECT = b"\x11\x10"  # the number of a record that holds an object
_LOCKED = 0xF3D1C4DF  # the token of a file behind a password
_OUTLINE = ("slide", "master", "slide notes")  # what a list of texts is about, by its number


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    with ole.opened(item) as file:
        user = ole.content(file, "Current User")
        if (len(user) >= 16 and struct.unpack_from("<I", user, 12)[0] == _LOCKED) or file.exists("EncryptedSummary"):
            yield from encrypted_office.extract(item, budget)
            return
        stream = ole.content(file, "PowerPoint Document") or ole.content(
            file, ["PP97_DUALSTORAGE", "PowerPoint Document"]
        )
        if not stream:
            raise Unreadable(Reason.DAMAGED)
        places, whole = _places(stream)
        for (name, part), pieces in places.items():
            yield from texts("\n".join(pieces), item.locator.inside(name), part)
        yield from ole.properties(file, item.locator)
        yield from ole.embedded(file, item.locator, budget)
        yield from ole.pictures(ole.content(file, "Pictures"), item.locator, budget)
        for number, data in enumerate(_objects(stream, budget), 1):
            name, content = unwrapped(data, str(number))
            yield from _macros_of(data, item.locator)
            yield Item.nested(item.locator, f"embedded {name}", content, file_name=name)
        if not whole:
            yield Unread(item.locator, Reason.DAMAGED)


def _objects(stream: bytes, budget: Budget) -> Iterator[bytes]:
    """Objects that a presentation keeps in a record each, mostly packed: embedded documents, its macros."""
    at = stream.find(_OBJECT)
    while at >= 2:
        kind, _, length = struct.unpack_from("<HHI", stream, at - 2)
        body = stream[at + 6 : at + 6 + length]
        if kind & 0x0F == 0 and len(body) == length > 8:
            data = body
            if kind >> 4 == 1:
                try:
                    data = zlib.decompressobj().decompress(body[4:], min(budget.bytes_left, ole.STREAM_LIMIT))
                except zlib.error:
                    data = b""
            if data.startswith(media_type.OLE_MAGIC):
                budget.take(len(data))
                yield data
        at = stream.find(_OBJECT, at + 1)


def _macros_of(data: bytes, locator: Locator) -> Iterator[Text]:
    for module, source in modules(data):
        if source.strip():
            yield Text.of(source, locator.inside(f"macro {module}"), Part.METADATA)


def _places(stream: bytes) -> tuple[dict[tuple[str, Part], list[str]], bool]:
    """Texts by place. Containers are entered and not measured, so that a wrong length loses little."""
    places: dict[tuple[str, Part], list[str]] = {}
    seen: set[tuple[tuple[str, Part], str]] = set()
    counts = dict.fromkeys(("slide", "slide notes", "master"), 0)
    place = ("document", Part.METADATA)
    ends: list[tuple[int, tuple[str, Part]]] = []  # where a container ends, and which place goes on after it
    at, outline = 0, ""
    while at + 8 <= len(stream):
        kind, record, length = struct.unpack_from("<HHI", stream, at)
        at += 8
        while ends and at > ends[-1][0]:
            place = ends.pop()[1]
        if kind & 0x0F == 0x0F:
            if record in (_SLIDE, _NOTES, _MASTER, _LIST, _COMMENT):
                ends.append((at + length, place))
            if record == _LIST:
                outline = _OUTLINE[min(kind >> 4, 2)]
                counts_here = dict.fromkeys(_OUTLINE, 0)
            elif record in (_SLIDE, _NOTES, _MASTER):
                sort = {_SLIDE: "slide", _NOTES: "slide notes", _MASTER: "master"}[record]
                counts[sort] += 1
                place = _named(sort, counts[sort])
            elif record == _COMMENT:
                place = (f"{place[0]} comments", Part.COMMENT)
            continue
        if record == _TAGS and length > 8 and struct.unpack_from("<I", stream, at + 4)[0] <= length - 8:
            continue
        if at + length > len(stream):
            return places, False
        if record == _SLIDE_BEGINS and outline:
            counts_here[outline] += 1
            place = _named(outline, counts_here[outline])
        elif record in (_WIDE, _STRING, _NARROW):
            raw = stream[at : at + length]
            text = raw.decode("cp1252" if record == _NARROW else "utf-16-le", "replace").strip("\0 ")
            text = text.replace("\r", "\n").replace("\x0b", "\n")
            if text and (place, text) not in seen and not (record == _STRING and text.startswith("___PPT")):
                seen.add((place, text))
                places.setdefault(place, []).append(text)
        at += length
    return places, True


def _named(sort: str, number: int) -> tuple[str, Part]:
    if sort == "slide notes":
        return f"slide {number} notes", Part.COMMENT
    return f"{sort} {number}", Part.BODY if sort == "slide" else Part.HEADER

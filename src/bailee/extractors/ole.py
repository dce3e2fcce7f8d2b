"""What all files of the old Office share: properties, embedded files, streams by name.

Made for files that are damaged or forged: whatever olefile raises on one counts as damaged.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from bailee.extractors.compound_file import compound_file
from bailee.extractors.interface import Budget, Extracted, Unreadable
from bailee.extractors.macros import modules
from bailee.items import Item
from bailee.text import Part, Text
from bailee.vocabulary import Locator, Reason

SIZE_LIMIT = 128 << 20
STREAM_LIMIT = 64 << 20
_PICTURE = re.compile(rb"..[\x1d\x1e\x2a]\xf0", re.DOTALL)
_DOCUMENTS = frozenset({"WordDocument", "Workbook", "Book", "PowerPoint Document"})
_SUMMARY = {
    2: "title", 3: "subject", 4: "author", 5: "keywords", 6: "comments", 7: "template", 8: "last saved by",
    11: "last printed", 12: "created", 13: "last saved", 18: "application",
}  # fmt: skip
_DOCUMENT = {
    2: "category", 3: "presentation format", 13: "parts", 14: "manager", 15: "company", 26: "content type",
    27: "content status", 28: "language",
}  # fmt: skip
_VALUES = 4_000  # of a set of properties


@contextmanager
def opened(item: Item) -> Iterator[Any]:
    """The file as olefile sees it. Unreadable where it is none, or too big to look into."""
    import olefile

    if item.size > SIZE_LIMIT:
        raise Unreadable(Reason.TOO_BIG)
    with item.open() as stream:
        try:
            ole = olefile.OleFileIO(stream)
        except Exception:  # noqa: BLE001 - olefile raises anything on a forged file
            raise Unreadable(Reason.DAMAGED) from None
        with ole:
            if ole.parsing_issues and not ole.listdir():  # its directory is torn: what lies in it cannot be found
                raise Unreadable(Reason.DAMAGED)
            yield ole


def content(ole: Any, path: str | list[str]) -> bytes:
    """Bytes of a stream; empty where it is missing or damaged."""
    try:
        if not ole.exists(path) or ole.get_size(path) > STREAM_LIMIT:
            return b""
        with ole.openstream(path) as stream:
            data: bytes = stream.read()
            return data
    except Exception:  # noqa: BLE001 - see above
        return b""


def paths(ole: Any) -> list[list[str]]:
    try:
        found: list[list[str]] = ole.listdir(streams=True, storages=False)
        return found[:20_000]
    except Exception:  # noqa: BLE001 - see above
        return []


def properties(ole: Any, locator: Locator) -> Iterator[Text]:
    """Author, company, title and the like, and those that a firm defined for itself."""
    lines: list[str] = []
    for stream, names in (("\x05SummaryInformation", _SUMMARY), ("\x05DocumentSummaryInformation", _DOCUMENT)):
        with suppress(struct.error, ValueError, IndexError, OverflowError):
            for line in property_lines(content(ole, stream), names):
                lines.append(line)
    if lines:
        yield Text.of("\n".join(lines), locator.inside("properties"), Part.METADATA)


def property_lines(data: bytes, names: dict[int, str]) -> Iterator[str]:
    """Text and times of a stream of property sets, a line each; names of custom ones are in the stream itself."""
    if len(data) < 48:
        return
    for number in range(min(struct.unpack_from("<I", data, 24)[0], 2)):
        (begin,) = struct.unpack_from("<I", data, 28 + 20 * number + 16)
        _, count = struct.unpack_from("<II", data, begin)
        places = {}
        for index in range(min(count, _VALUES)):
            ident, offset = struct.unpack_from("<II", data, begin + 8 + 8 * index)
            places[ident] = begin + offset
        codec = "cp1252"
        if 1 in places:
            page = struct.unpack_from("<H", data, places[1] + 4)[0]
            codec = {65001: "utf-8", 1200: "utf-16-le", 10000: "mac_roman"}.get(page, f"cp{page}")
        known = dict(_dictionary(data, places[0], codec)) if 0 in places else names
        for ident, at in places.items():
            if ident > 1 and ident in known:
                for text in _values(data, at, codec):
                    yield f"{known[ident]}: {text}"


def _dictionary(data: bytes, at: int, codec: str) -> Iterator[tuple[int, str]]:
    (count,) = struct.unpack_from("<I", data, at)
    at += 4
    for _ in range(min(count, _VALUES)):
        ident, length = struct.unpack_from("<II", data, at)
        size = length * 2 if codec == "utf-16-le" else length
        yield ident, _decoded(data[at + 8 : at + 8 + size], codec)
        at += 8 + size + (-size % 4 if codec == "utf-16-le" else 0)


def _values(data: bytes, at: int, codec: str) -> Iterator[str]:
    (kind,) = struct.unpack_from("<I", data, at)
    at += 4
    if kind in (0x101E, 0x101F):
        (count,) = struct.unpack_from("<I", data, at)
        at += 4
        for _ in range(min(count, _VALUES)):
            (length,) = struct.unpack_from("<I", data, at)
            size = length * 2 if kind == 0x101F else length
            text = _decoded(data[at + 4 : at + 4 + size], "utf-16-le" if kind == 0x101F else codec)
            at += 4 + size + (-size % 4 if kind == 0x101F else 0)
            if text:
                yield text
    elif kind in (0x1E, 0x1F):
        (length,) = struct.unpack_from("<I", data, at)
        wide = kind == 0x1F
        text = _decoded(data[at + 4 : at + 4 + length * (1 + wide)], "utf-16-le" if wide else codec)
        if text:
            yield text
    elif kind == 0x40:
        (ticks,) = struct.unpack_from("<Q", data, at)
        if ticks > 10**17:  # before 1917 it is a length of time
            yield (datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=ticks // 10)).isoformat(timespec="seconds")
    elif kind in (3, 0x13):
        yield str(struct.unpack_from("<i", data, at)[0])


def _decoded(raw: bytes, codec: str) -> str:
    try:
        text = raw.decode(codec)
    except (LookupError, UnicodeError):
        text = raw.decode("cp1252", "replace")
    return text.strip("\0 ")


def embedded(ole: Any, locator: Locator, budget: Budget, *, own: str = "") -> Iterator[Extracted]:
    """Files packed into a document, and documents of the old Office that lie in it as storages."""
    number = 0
    listed = paths(ole)
    stored: list[list[str]] = []
    for path in listed:
        if any(path[: len(outer)] == outer for outer in stored):
            continue  # it belongs to a document that is read by itself
        name = path[-1]
        if name == own:  # a stream of the document itself
            continue
        if name.startswith("\x02OlePres") and (drawn := _drawn(content(ole, path))):
            number += 1
            budget.take(len(drawn))
            yield Item.nested(locator, f"embedded {number} as shown", drawn)
        elif name in ("\x01Ole10Native", "Package", "CONTENTS"):
            data = content(ole, path)
            title, data = native(data) if name == "\x01Ole10Native" else ("", data)
            if len(data) < 4:
                continue
            number += 1
            segment = f"embedded {title or number}"
            budget.take(len(data))
            yield Item.nested(locator, segment, data, file_name=title)
        elif name in _DOCUMENTS and len(path) > 1 and path[:-1] not in stored:
            stored.append(path[:-1])
            number += 1
            depth = len(path) - 1
            streams = {tuple(other[depth:]): content(ole, other) for other in listed if other[:depth] == path[:-1]}
            data = compound_file(streams)
            budget.take(len(data))
            yield Item.nested(locator, f"embedded {path[-2]}", data)


def _drawn(data: bytes) -> bytes:
    """The picture by which an embedded object is shown: a metafile after a header ([MS-OLEDS] 2.3.4)."""
    wide = data.find(b" EMF", 0, 256)
    if wide >= 40:
        return data[wide - 40 :]
    start = data.find(b"\x01\0\x09\0\0\x03", 0, 128)
    return data[start:] if start >= 0 else b""


def macros(ole: Any, data: bytes, locator: Locator, budget: Budget) -> Iterator[Text]:
    """Source of the macros in a document of the old Office, which keeps them in storages of its own."""
    if not any("VBA" in (segment.upper() for segment in path[:-1]) for path in paths(ole)):
        return
    for module, source in modules(data):
        budget.take(len(source))
        if source.strip():
            yield Text.of(source, locator.inside(f"macro {module}"), Part.METADATA)


def pictures(stream: bytes, locator: Locator, budget: Budget) -> Iterator[Item]:
    """Pictures of a document as the drawing layer of Office keeps them: a record, a digest or two, then JPEG or PNG."""
    number = 0
    for found in _PICTURE.finditer(stream):
        start = found.start() + 8
        (size,) = struct.unpack_from("<I", stream, found.start() + 4)
        data = stream[start : start + size]
        begins = max(data.find(b"\xff\xd8\xff", 0, 64), data.find(b"\x89PNG", 0, 64))
        if begins < 16:
            continue
        number += 1
        budget.take(size)
        yield Item.nested(locator, f"picture {number}", data[begins:])


def native(data: bytes) -> tuple[str, bytes]:
    """(file name, bytes) of a file that was dragged into a document."""
    try:
        at = 6
        label, at = _until_zero(data, at)
        _, at = _until_zero(data, at)
        at += 4
        (length,) = struct.unpack_from("<I", data, at)
        at += 4 + length
        (size,) = struct.unpack_from("<I", data, at)
    except (struct.error, ValueError):
        return "", data[4:]
    if not 0 < size <= len(data) - at - 4:
        return "", data[4:]
    return label.decode("cp1252", "replace"), data[at + 4 : at + 4 + size]


def _until_zero(data: bytes, at: int) -> tuple[bytes, int]:
    end = data.index(b"\0", at)
    return data[at:end], end + 1

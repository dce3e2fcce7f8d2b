"""What all files of the old Office share: properties, embedded files, streams by name.

Made for files that are damaged or forged: whatever olefile raises on one counts as damaged.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.items import Item
from bailee.text import Part, Text
from bailee.vocabulary import Locator, Reason

SIZE_LIMIT = 128 << 20
STREAM_LIMIT = 64 << 20
_PICTURE = re.compile(rb"..[\x1d\x1e\x2a]\xf0", re.DOTALL)
_DOCUMENTS = frozenset({"WordDocument", "Workbook", "Book", "PowerPoint Document"})
_PROPERTIES = (
    "title", "subject", "author", "keywords", "comments", "template", "last_saved_by", "create_time", "last_saved_time",
    "last_printed", "creating_application", "category", "manager", "company", "presentation_target", "language",
    "content_type", "content_status",
)  # fmt: skip


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
    """Author, company, title and the like, in one text."""
    try:
        metadata = ole.get_metadata()
    except Exception:  # noqa: BLE001 - see above
        return
    codec = {65001: "utf-8", -535: "utf-8"}.get(metadata.codepage, f"cp{metadata.codepage}")
    lines = []
    for name in _PROPERTIES:
        text = _in_words(getattr(metadata, name, None), codec).strip("\0 ")
        if text:
            lines.append(f"{name.replace('_', ' ')}: {text}")
    if lines:
        yield Text.of("\n".join(lines), locator.inside("properties"), Part.METADATA)


def _in_words(value: object, codec: str) -> str:
    if isinstance(value, bytes):
        try:
            return value.decode(codec)
        except (LookupError, UnicodeError):
            return value.decode("cp1252", "replace")
    if isinstance(value, datetime):
        return value.isoformat() if value.year > 1601 else ""
    return value if isinstance(value, str) else ""


def embedded(ole: Any, locator: Locator, budget: Budget) -> Iterator[Extracted]:
    """Files packed into a document. A document of the old Office inside another one is said not to be read."""
    number = 0
    for path in paths(ole):
        name = path[-1]
        if name in ("\x01Ole10Native", "Package", "CONTENTS"):
            data = content(ole, path)
            title, data = native(data) if name == "\x01Ole10Native" else ("", data)
            if len(data) < 16:
                continue
            number += 1
            segment = f"embedded {title or number}"
            budget.take(len(data))
            yield Item.nested(locator, segment, data, file_name=title)
        elif name in _DOCUMENTS and len(path) > 1:
            yield Unread(locator.inside(f"embedded {path[-2]}"), Reason.UNKNOWN_FORMAT)


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

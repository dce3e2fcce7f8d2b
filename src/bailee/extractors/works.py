r"""Documents of Works (.wps) and of Write (.wri).

Works since 2000 keeps its text in a chunk of an index, as Publisher does; before it, and in Write, the text stands in one
stretch after a header.

>>> chunks(b"CHNKWKS " + bytes(8) + b"\x18\0TEXT" + bytes(6) + b"TEXT" + bytes([40, 0, 0, 0, 4, 0, 0, 0]) + b"A\0B\0")
[('TEXT', b'A\x00B\x00')]
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from bailee.extractors import media_type, ole
from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.extractors.mail import texts
from bailee.extractors.office_old import letters
from bailee.items import Item
from bailee.text import Part
from bailee.vocabulary import Reason

READS = frozenset({media_type.WORKS, media_type.WRITE})

_ENTRY = re.compile(rb"\x18\0([A-Z0-9\0 ]{4}).{6}([A-Z0-9\0 ]{4})(.{4})(.{4})", re.DOTALL)
_RUN = re.compile(r"[\t\r\n\x0c\x20-\x7e\x80-\xff\u0152-\u2122]{3,}")
_PICTURE_MARK = re.compile(rb"[\x00-\x06\x0e-\x1e]")


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    if not item.read(8).startswith(media_type.OLE_MAGIC):
        if item.size > ole.SIZE_LIMIT:
            raise Unreadable(Reason.TOO_BIG)
        data = item.read()
        if len(data) < 128:
            raise Unreadable(Reason.DAMAGED)
        (end,) = struct.unpack_from("<I", data, 14)
        yield from texts(_plain(data[128:end]), item.locator.inside("body"))
        if end > len(data):
            yield Unread(item.locator, Reason.DAMAGED)
        return
    with ole.opened(item) as file:
        stream, old = ole.content(file, "CONTENTS"), ole.content(file, "MN0")
        found = [data.decode("utf-16-le", "replace") for kind, data in chunks(stream) if kind == "TEXT"]
        if len(old) > 0x100:
            (end,) = struct.unpack_from("<I", old, 0x10)
            found.append(_plain(old[0x100 : end if 0x100 < end <= len(old) else len(old)]))
        yield from texts(readable("\n".join(found)), item.locator.inside("body"))
        yield from ole.properties(file, item.locator)
        yield from ole.embedded(file, item.locator, budget, own="CONTENTS")
        if not found:  # a spreadsheet or a database of Works
            kept = [
                line for path in ole.paths(file) if path[-1][:1] != "\x05" for line in letters(ole.content(file, path))
            ]
            yield from texts("\n".join(kept), item.locator.inside("letters"), Part.HIDDEN)
            yield Unread(item.locator, Reason.UNKNOWN_FORMAT)


def chunks(stream: bytes) -> list[tuple[str, bytes]]:
    """(kind, bytes) of what the index of a stream `CHNK…` lists. Its rows are found by their shape."""
    if not stream.startswith(b"CHNK"):
        return []
    found = []
    for row in _ENTRY.finditer(stream):
        start, length = int.from_bytes(row[3], "little"), int.from_bytes(row[4], "little")
        if start + length <= len(stream):
            found.append((row[2].decode("ascii").strip("\0 "), stream[start : start + length]))
    return found


def readable(text: str) -> str:
    """Marks of the program as lines and gaps."""
    return re.sub(r"[\x0b\x0c\x0e\r]", "\n", text.replace("\r\n", "\n")).replace("\x07", "\t").replace("\0", "")


def _plain(raw: bytes) -> str:
    """Narrow text, between pictures that stand in it as bytes."""
    text = raw.decode("cp1252", "replace")
    if _PICTURE_MARK.search(raw):
        text = "\n".join(
            run for run in _RUN.findall(text) if sum(map(str.isalnum, run)) >= 0.5 * len(run.strip() or " x")
        )
    return readable(text)

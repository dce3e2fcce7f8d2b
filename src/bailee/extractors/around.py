"""What stands before a document in its file, or after its end: viewers show the document and never that.

Text is looked at as any text is; what is neither text nor another picture is counted as not read.

>>> from bailee.vocabulary import Locator
>>> gif = bytes.fromhex("47494638396101000100800000000000ffffff2c00000000010001000002024401003b")
>>> [piece.read() for piece in outside(Item.nested(Locator(()), "a.gif", gif + b"Ann Roe, 078-05-1120"))]
[b'Ann Roe, 078-05-1120']
>>> [(part.locator.segments[-1], part.reason.value) for part in outside(Item.nested(Locator(()), "a.gif", gif + bytes(range(128, 228))))]
[('100 bytes after it', 'unknown-format')]
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bailee.extractors.encodings import HEAD, encoding_of
from bailee.extractors.interface import Unread
from bailee.items import Item
from bailee.vocabulary import Reason

SEARCHED = 64 << 20
_FEWEST = 8  # bytes that are more than padding
_PADDING = b"\0\xff \t\r\n\x1a"
# Another picture or film: small ones, depth maps, second views and clips that cameras and phones put behind a picture.
_MORE = re.compile(rb"\xff\xd8\xff|\x89PNG|GIF8|RIFF|....ftyp|II\*\0|MM\0\*|BM|\xff\xd9|%PDF-|Exif\0|MPF\0", re.DOTALL)
_OWN_TRAILERS = (b"SEFT", b"AROT")  # of Samsung, of Apple


def outside(item: Item, ends_at: int | None = None) -> Iterator[Item | Unread]:
    """What lies around the document; `ends_at`: where something else begins that is read by itself."""
    if item.size > SEARCHED:
        return
    head = item.read(4)
    if head == b"PK\x03\x04":
        yield from _behind_archive(item)
        return
    data = item.read()
    found = extent(data)
    if found is None:
        return
    start, end = found
    if start:
        yield from _part(item, data[:start], "before it")
    yield from _part(item, data[end : ends_at if ends_at and ends_at >= end else len(data)], "after it")


def _behind_archive(item: Item) -> Iterator[Item | Unread]:
    """After the directory of an archive and its comment, of which the last megabyte tells."""
    with item.open() as stream:
        stream.seek(max(0, item.size - (1 << 20)))
        tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if 0 <= at <= len(tail) - 22:
        yield from _part(item, tail[at + 22 + int.from_bytes(tail[at + 20 : at + 22], "little") :], "after it")


def before(item: Item, start: int) -> Iterator[Item | Unread]:
    """What stands before `start`, where a document begins."""
    with item.open() as stream:
        yield from _part(item, stream.read(min(start, SEARCHED)), "before it")


def _part(item: Item, data: bytes, where: str) -> Iterator[Item | Unread]:
    stripped = data.strip(_PADDING)
    if len(stripped) < _FEWEST:
        return
    if where == "after it" and (
        _MORE.match(data) or _MORE.match(data.lstrip(b"\0 \t\r\n")) or stripped.endswith(_OWN_TRAILERS)
    ):
        return
    if encoding_of(stripped[:HEAD]) is not None:
        yield Item.nested(item.locator, f"text {where}", stripped, file_name="text")
    else:
        yield Unread(item.locator.inside(f"{len(stripped)} bytes {where}"), Reason.UNKNOWN_FORMAT)


def extent(data: bytes) -> tuple[int, int] | None:
    """Where the document in these bytes begins and ends; None where its form does not tell."""
    for mark, end_of in _ENDS:
        if data.startswith(mark):
            end = end_of(data)
            return (0, end) if end else None
    start = data.find(b"%PDF-", 0, 1024)
    return (start, _end_of_pdf(data)) if start >= 0 else None


def _end_of_pdf(data: bytes) -> int:
    end = data.rfind(b"%%EOF")
    if end < 0:
        return len(data)
    rest = data[end + 5 : end + 300]
    return len(data) if re.match(rb"\s*(?:\d+ \d+ obj|xref|startxref|trailer)", rest) else end + 5


def _end_of_png(data: bytes) -> int:
    at = 8
    while at + 12 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        at += 12 + size
        if kind == b"IEND":
            return min(at, len(data))
    return 0


_MARKER = re.compile(rb"\xff[^\0\xd0-\xd7\xff]", re.DOTALL)


def _end_of_jpeg(data: bytes) -> int:
    at = 2
    while 0 <= at < len(data) - 1:
        if data[at] != 0xFF:
            return 0
        kind = data[at + 1]
        if kind == 0xD9:
            return at + 2
        if kind == 0xFF or kind == 0x01 or 0xD0 <= kind <= 0xD8:
            at += 1 if kind == 0xFF else 2
            continue
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if kind == 0xDA:  # picture data, to the next marker
            found = _MARKER.search(data, at)
            if found is None:
                return 0
            at = found.start()
    return 0


def _end_of_gif(data: bytes) -> int:
    if len(data) < 14:
        return 0
    at = 13 + (3 * (2 << (data[10] & 7)) if data[10] & 0x80 else 0)
    while at < len(data):
        kind = data[at]
        if kind == 0x3B:
            return at + 1
        if kind == 0x21:
            at += 2
        elif kind == 0x2C and at + 10 < len(data):
            at += 11 + (3 * (2 << (data[at + 9] & 7)) if data[at + 9] & 0x80 else 0)
        else:
            return 0
        while at < len(data) and data[at]:
            at += data[at] + 1
        at += 1
    return 0


def _end_of_riff(data: bytes) -> int:
    size = int.from_bytes(data[4:8], "little")
    return 0 if size in (0, 0xFFFFFFFF) else min(len(data), 8 + size + size % 2)


_ENDS: tuple[tuple[bytes, Callable[[bytes], int]], ...] = (
    (b"\x89PNG\r\n\x1a\n", _end_of_png),
    (b"\xff\xd8\xff", _end_of_jpeg),
    (b"GIF8", _end_of_gif),
    (b"RIFF", _end_of_riff),
)

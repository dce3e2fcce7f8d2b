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
from typing import Literal

from bailee.extractors.encodings import HEAD, encoding_of
from bailee.extractors.interface import Unread
from bailee.items import Item
from bailee.vocabulary import Locator, Reason

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
        yield from part_outside(item.locator, data[:start], "before it")
    for piece in part_outside(
        item.locator, data[end : ends_at if ends_at and ends_at >= end else len(data)], "after it"
    ):
        # Cameras keep data in a TIFF to which only their makers' notes lead: of a tail that is no text nothing is said.
        if isinstance(piece, Item) or not data.startswith((b"II*\0", b"MM\0*")):
            yield piece


def _behind_archive(item: Item) -> Iterator[Item | Unread]:
    """After the directory of an archive and its comment, of which the last megabyte tells."""
    with item.open() as stream:
        stream.seek(max(0, item.size - (1 << 20)))
        tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if 0 <= at <= len(tail) - 22:
        yield from part_outside(
            item.locator, tail[at + 22 + int.from_bytes(tail[at + 20 : at + 22], "little") :], "after it"
        )


def before(item: Item, start: int) -> Iterator[Item | Unread]:
    """What stands before `start`, where a document begins."""
    with item.open() as stream:
        yield from part_outside(item.locator, stream.read(min(start, SEARCHED)), "before it")


def part_outside(outer: Locator, data: bytes, where: str) -> Iterator[Item | Unread]:
    """A stretch before or after a document, as text where it is that; nothing of padding and of what cameras put there."""
    stripped = data.strip(_PADDING)
    if len(stripped) < _FEWEST:
        return
    if where == "after it" and (
        _MORE.match(data) or _MORE.match(data.lstrip(b"\0 \t\r\n")) or stripped.endswith(_OWN_TRAILERS)
    ):
        return
    if encoding_of(stripped[:HEAD]) is not None:
        yield Item.nested(outer, f"text {where}", stripped, file_name="text")
    else:
        yield Unread(outer.inside(f"{len(stripped)} bytes {where}"), Reason.UNKNOWN_FORMAT)


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


def _end_of_bitmap(data: bytes) -> int:
    """By the size that its head tells and by the size of the picture, whichever is larger: programs err in both."""
    if len(data) < 54 or int.from_bytes(data[14:18], "little") < 40:
        return 0
    told, start = int.from_bytes(data[2:6], "little"), int.from_bytes(data[10:14], "little")
    width, height = (abs(int.from_bytes(data[at : at + 4], "little", signed=True)) for at in (18, 22))
    bits, method, size = (int.from_bytes(data[a:b], "little") for a, b in ((28, 30), (30, 34), (34, 38)))
    drawn = size if method not in (0, 3, 6) else (width * bits + 31) // 32 * 4 * height
    end = max(told, start + drawn)
    return end if 54 < end <= len(data) else 0


_SIZES = (0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4)  # bytes of a value, by its type
_OFFSETS, _COUNTS, _FOLDERS = (273, 324, 513), (279, 325, 514), (330, 34665, 34853, 40965)
_MOST_FOLDERS = 4_096


def _end_of_tiff(data: bytes) -> int:
    """The farthest that any of its directories, their values and the strips of its pages reach."""
    order: Literal["little", "big"] = "little" if data[:2] == b"II" else "big"

    def number(at: int, size: int) -> int:
        return int.from_bytes(data[at : at + size], order)

    farthest, seen, waiting = 8, {0}, [number(4, 4)]
    while waiting and len(seen) < _MOST_FOLDERS:
        at = waiting.pop()
        if at in seen or at + 2 > len(data):
            continue
        seen.add(at)
        entries = number(at, 2)
        farthest = max(farthest, at + 6 + 12 * entries)
        waiting.append(number(at + 2 + 12 * entries, 4))
        told: dict[int, list[int]] = {}
        for entry in range(at + 2, min(at + 2 + 12 * entries, len(data) - 11), 12):
            tag, kind, count = number(entry, 2), number(entry + 2, 2), number(entry + 4, 4)
            size = _SIZES[kind] if kind < len(_SIZES) else 0
            where = entry + 8 if count * size <= 4 else number(entry + 8, 4)
            farthest = max(farthest, where + count * size)
            if tag in _OFFSETS + _COUNTS + _FOLDERS and where + count * size <= len(data):
                told[tag] = [number(where + size * i, size) for i in range(count if size else 0)]
        for offsets, counts in zip(_OFFSETS, _COUNTS, strict=True):
            reached = zip(told.get(offsets, ()), told.get(counts, ()), strict=False)
            farthest = max([farthest, *(offset + length for offset, length in reached)])
        waiting += [offset for tag in _FOLDERS for offset in told.get(tag, ())]
    return farthest if farthest <= len(data) else 0


_ENDS: tuple[tuple[bytes, Callable[[bytes], int]], ...] = (
    (b"\x89PNG\r\n\x1a\n", _end_of_png),
    (b"\xff\xd8\xff", _end_of_jpeg),
    (b"GIF8", _end_of_gif),
    (b"RIFF", _end_of_riff),
    (b"BM", _end_of_bitmap),
    (b"II*\0", _end_of_tiff),
    (b"MM\0*", _end_of_tiff),
)

"""Two formats in one file: an archive behind a picture, a PDF or a program. Viewers show the first and never the second.

>>> import io, zipfile
>>> from bailee.vocabulary import Locator
>>> buffer = io.BytesIO(b"GIF89a" + bytes(50))
>>> with zipfile.ZipFile(buffer, "a") as archive:
...     archive.writestr("pay.csv", "name,ssn")
>>> item = Item.nested(Locator(()), "a.gif", buffer.getvalue())
>>> [(inner.locator.segments[-1], inner.size) for inner in behind(item)]
[('archive behind it', 120)]
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from bailee.extractors.around import before, outside
from bailee.extractors.interface import Budget, Extracted, Extractor
from bailee.extractors.media_type import EPUB, EXCEL, LATE, OPEN_DOCUMENT, POWERPOINT, WORD, XLSB, ZIP
from bailee.items import Item

END, TAIL = b"PK\x05\x06", 22 + 65_535
_DIRECTORY = 1 << 20
SEARCHED = 64 << 20  # bytes in which a second beginning is looked for
_SIGNATURES = re.compile(
    rb"7z\xbc\xaf\x27\x1c\0[\x02-\x04]|Rar!\x1a\x07(?:\0.{2}\x73|\x01\0)|MSCF\0\0\0\0.{4}\0\0\0\0.{4}\0\0\0\0\x03\x01",
    re.DOTALL,
)
# What a browser shows as a page, whatever stands before it, where it does not trust the beginning.
_HEAD = 8_192
_PICTURE = re.compile(rb"GIF8[79]a|\x89PNG|BM|\xff\xd8\xff")
_PAGE = re.compile(rb"<!doctype html|<html[\s>]|<script[\s>]|<body[\s>]", re.IGNORECASE)
_LATE = 1 << 20
_LATE_PDF = re.compile(rb"[\r\n\0>]%PDF-[12]\.\d")
_ARCHIVES = frozenset(WORD | EXCEL | POWERPOINT | OPEN_DOCUMENT | {EPUB, ZIP, XLSB})
_HOSTS = ("image/", "audio/", "video/", "application/pdf", "text/html", "application/rtf", "application/msword")


@dataclass(frozen=True, slots=True)
class Host:
    """An extractor of a format that others hide behind: what is behind comes first, then what shows, then what is around it."""

    shown: Extractor
    READS: frozenset[str]

    def extract(self, item: Item, budget: Budget) -> Iterator[Extracted]:
        hidden = []
        starts = []
        if not self.READS <= _ARCHIVES:
            hidden = list(behind(item))
            starts = [item.size - inner.size for inner in hidden]
        yield from hidden
        yield from self.shown.extract(item, budget)
        yield from outside(item, min(starts, default=None))


@dataclass(frozen=True, slots=True)
class _Late:
    """The extractor of a file in which a document begins after something else."""

    READS: frozenset[str] = frozenset({LATE})

    def extract(self, item: Item, budget: Budget) -> Iterator[Extracted]:
        start = late_start(item) or 0
        yield from before(item, start)
        yield cut(item, start, "document in it")


late = _Late()


def is_late_pdf(head: bytes) -> bool:
    """Whether text goes over into a PDF that is text itself, and not into words about one."""
    found = _LATE_PDF.search(head) if b"%PDF-" in head else None
    return found is not None and has_objects(head, found.end())


def has_objects(head: bytes, at: int) -> bool:
    """Whether a PDF's objects follow, and not words about one."""
    return re.search(rb"\s\d+ 0 obj\b", head[at : at + 2_000]) is not None


def late_start(item: Item) -> int | None:
    """Where a document begins in a file whose own beginning is of no known format, and perhaps text."""
    if start := zip_start(item):
        return start
    found = _LATE_PDF.search(item.read(_LATE))
    return found.start() + 1 if found else None


def is_host(media_type: str) -> bool:
    return media_type.startswith(_HOSTS) or media_type in _ARCHIVES


def behind(item: Item) -> Iterator[Item]:
    """An archive that stands behind what the item is by its beginning."""
    if item.size < 60:
        return
    if item.size <= SEARCHED and _PICTURE.match(head := item.read(_HEAD)) and (page := _PAGE.search(head)):
        yield cut(item, page.start(), "page behind it")
    start = zip_start(item) or (next(archives_in(item.read()), None) if item.size <= SEARCHED else None)
    if start:
        yield cut(item, start, "archive behind it")


def zip_start(item: Item) -> int | None:
    """Where the first member of a zip begins that ends with the file; None where there is none."""
    with item.open() as stream:
        size = stream.seek(0, 2)
        stream.seek(max(0, size - TAIL))
        tail = stream.read(TAIL)
        at = tail.rfind(END)
        if at < 0 or at + 22 > len(tail):
            return None
        comment = int.from_bytes(tail[at + 20 : at + 22], "little")
        if abs(len(tail) - (at + 22 + comment)) > 64:  # something of the host may follow
            return None
        length, offset = (int.from_bytes(tail[at + place : at + place + 4], "little") for place in (12, 16))
        directory = size - len(tail) + at - length
        if directory < 0 or not length:
            return None
        stream.seek(directory)
        starts = _headers(stream.read(min(length, _DIRECTORY)))
        added = directory - offset  # a zip counts from its own start, or was made to count from the host's
        return max(0, min(starts) + added) if starts else None


def _headers(directory: bytes) -> list[int]:
    """Where the directory says that members begin."""
    found = []
    at = 0
    while directory[at : at + 4] == b"PK\x01\x02" and at + 46 <= len(directory):
        found.append(int.from_bytes(directory[at + 42 : at + 46], "little"))
        at += 46 + sum(int.from_bytes(directory[at + place : at + place + 2], "little") for place in (28, 30, 32))
    return found


def archives_in(data: bytes) -> Iterator[int]:
    """Where 7z, rar and cab archives begin, past the very start."""
    for found in _SIGNATURES.finditer(data, 1):
        yield found.start()


def cut(item: Item, start: int, segment: str) -> Item:
    """What begins at `start`, without a copy of it."""
    return Item(
        item.locator.inside(segment),
        item.size - start,
        opener=lambda: io.BufferedReader(_From(item.open(), start)),
        file_name=segment,
    )


class _From(io.RawIOBase):
    """A stream from some place on."""

    def __init__(self, stream: BinaryIO, start: int) -> None:
        super().__init__()
        self._stream, self._start = stream, start
        stream.seek(start)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        if whence == 0:
            return self._stream.seek(self._start + offset) - self._start
        return self._stream.seek(offset, whence) - self._start

    def tell(self) -> int:
        return self._stream.tell() - self._start

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()

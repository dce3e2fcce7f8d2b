"""Web archives (.warc, .warc.gz once it is expanded): each record's headers, and what was fetched as an item.

>>> from bailee.vocabulary import Locator
>>> body = b"HTTP/1.1 200 OK\\r\\nContent-Type: text/html\\r\\n\\r\\n<p>Ann</p>"
>>> record = b"WARC/1.0\\r\\nWARC-Type: response\\r\\nWARC-Target-URI: http://example.org/a\\r\\nContent-Length: %d\\r\\n\\r\\n" % len(body) + body + b"\\r\\n\\r\\n"
>>> [str(piece.locator) for piece in extract(Item(Locator(("a.warc",)), len(record), data=record), Budget()) if isinstance(piece, Item)]
['a.warc / record 1 / content']
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from bailee.extractors import media_type
from bailee.extractors.expanding import MEMBER_LIMIT
from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.extractors.mail import texts
from bailee.items import Item
from bailee.text import Part
from bailee.vocabulary import Locator, Reason

READS = frozenset({media_type.WARC})

_HEAD = 1 << 16


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    number = 0
    with item.open() as stream:
        while True:
            head = _headers(stream)
            if head is None:
                break
            number += 1
            place = item.locator.inside(f"record {number}")
            length = re.search(rb"^content-length:\s*(\d{1,18})", head, re.IGNORECASE | re.MULTILINE)
            if length is None:
                yield Unread(place, Reason.DAMAGED)
                return
            size = int(length[1])
            yield from texts(head.decode("utf-8", "replace").strip(), place, Part.METADATA)
            if size > MEMBER_LIMIT:
                yield Unread(place, Reason.TOO_BIG)
                _pass(stream, size)
                continue
            body = stream.read(size)
            if (
                b"application/warc-fields" in head
                or b"metadata" in head.lower()[:300]
                or b"WARC-Type: warcinfo" in head
            ):
                yield from texts(body.decode("utf-8", "replace"), place)
            else:
                yield from _fetched(body, place, budget)
            if len(body) < size:
                yield Unread(place, Reason.DAMAGED)
                return
    if not number:
        raise Unreadable(Reason.DAMAGED)


def _headers(stream: BinaryIO) -> bytes | None:
    """The lines from `WARC/1.0` to the empty one; None at the end."""
    lines: list[bytes] = []
    size = 0
    while line := stream.readline(_HEAD):
        if not lines and not line.strip():
            continue
        if not line.strip():
            return b"".join(lines)
        lines.append(line)
        size += len(line)
        if size > 1 << 20 or not lines[0].startswith(b"WARC/"):
            return None
    return None


def _fetched(body: bytes, place: Locator, budget: Budget) -> Iterator[Extracted]:
    if not body.startswith((b"HTTP/", b"GET ", b"POST ", b"HEAD ", b"PUT ")):
        budget.take(len(body))
        yield Item.nested(place, "content", body)
        return
    head, _, content = body.partition(b"\r\n\r\n")
    yield from texts(head.decode("utf-8", "replace"), place.inside("headers"), Part.HEADER)
    if re.search(rb"^transfer-encoding:\s*chunked", head, re.IGNORECASE | re.MULTILINE):
        content = _joined(content)
    if re.search(rb"^content-encoding:\s*(?:x-)?gzip", head, re.IGNORECASE | re.MULTILINE):
        content = _unpacked(content, min(MEMBER_LIMIT, budget.bytes_left))
    if content.strip():
        budget.take(len(content))
        yield Item.nested(place, "content", content)


def _joined(content: bytes) -> bytes:
    parts: list[bytes] = []
    at = 0
    while found := re.compile(rb"([0-9a-fA-F]{1,8})[^\r\n]{0,200}\r\n").match(content, at):
        size = int(found[1], 16)
        if not size:
            break
        parts.append(content[found.end() : found.end() + size])
        at = found.end() + size + 2
    return b"".join(parts) or content


def _unpacked(content: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(content, most)
    except zlib.error:
        return content


def _pass(stream: BinaryIO, size: int) -> None:
    while size > 0 and (chunk := stream.read(min(size, 1 << 20))):
        size -= len(chunk)

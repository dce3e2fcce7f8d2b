"""A PDF that was cut short, made whole enough to be opened: its table of places and its list of pages stood at its end.

Pages are found by what they say they are, also in packed objects, and listed anew; PDFium then looks for all objects by
itself. What was cut off is lost, and what a page needs of it (fonts, most often) with it.

>>> whole = b"%PDF-1.4\\n1 0 obj << /Type /Page /Contents 2 0 R >> endobj 2 0 obj << >> stream\\nBT (Ann) Tj"
>>> mended(whole, 1 << 20).endswith(b"/Kids [1 0 R] >> endobj 4 0 obj << /Type /Catalog /Pages 3 0 R >> endobj\\n"
...     b"trailer << /Root 4 0 R /Size 5 >>\\nstartxref\\n0\\n%%EOF\\n")
True
>>> mended(b"%PDF-1.4\\n1 0 obj << /Title (no page) >>", 1 << 20) is None
True
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from itertools import chain

PAGES = 20_000
PACKED = 32 << 20  # bytes of packed objects in all
_TOKEN = re.compile(rb"(?<!\d)(\d{1,8})\s{1,4}\d{1,5}\s{1,4}obj\b|\bendobj\b|\bstream\b")
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_CATALOG = re.compile(rb"/Type\s*/Catalog(?![A-Za-z])")
_LIST_OF_PAGES = re.compile(rb"/Pages\s+\d+\s+\d+\s+R")
_HEAD = 1 << 16  # bytes of an object that are looked at: a dictionary before its stream


def mended(data: bytes, allowed: int) -> bytes | None:
    """The file with what was lost of its frame behind it; None where no page is left, or where it is locked."""
    if re.search(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)", data):
        return None
    plain = dict(plain_objects(data))
    packed = {number: body for number, body in _packed(data, plain, min(allowed, PACKED)) if number not in plain}
    pages: list[int] = []
    catalogue = b""
    for number, body in chain(((number, data[start:end]) for number, (start, end) in plain.items()), packed.items()):
        if len(pages) < PAGES and _PAGE.search(body):
            pages.append(number)
        elif _CATALOG.search(body) and _LIST_OF_PAGES.search(body):
            catalogue = body[: body.rfind(b">>") + 2].strip()
    if not pages:
        return None
    new = max(chain(plain, packed)) + 1
    catalogue = catalogue or b"<< /Type /Catalog /Pages 0 0 R >>"
    catalogue = _LIST_OF_PAGES.sub(b"/Pages %d 0 R" % new, catalogue, count=1)
    kids = b" ".join(b"%d 0 R" % number for number in pages)
    return b"".join((
        data, b"\nendstream endobj\n",
        *(b"%d 0 obj %s endobj\n" % (number, body) for number, body in packed.items()),
        b"%d 0 obj << /Type /Pages /Count %d /Kids [%s] >> endobj " % (new, len(pages), kids),
        b"%d 0 obj %s endobj\n" % (new + 1, catalogue),
        b"trailer << /Root %d 0 R /Size %d >>\nstartxref\n0\n%%%%EOF\n" % (new + 1, new + 2),
    ))  # fmt: skip


def plain_objects(data: bytes) -> Iterator[tuple[int, tuple[int, int]]]:
    """Number of each object, and where its dictionary lies; of several of one number the last counts."""
    number, start = -1, 0
    for found in chain(_TOKEN.finditer(data), (None,)):
        end = found.start() if found is not None else len(data)
        if number >= 0:
            yield number, (start, min(end, start + _HEAD))
        number, start = (int(found[1]), found.end()) if found is not None and found[1] else (-1, 0)


def _packed(data: bytes, plain: dict[int, tuple[int, int]], allowed: int) -> Iterator[tuple[int, bytes]]:
    """Objects in streams of objects, as far as those can be unpacked."""
    for start, end in plain.values():
        head = data[start:end]
        told = re.search(rb"/N\s+(\d{1,7})", head), re.search(rb"/First\s+(\d{1,8})", head)
        if b"/ObjStm" not in head or told[0] is None or told[1] is None or b"/FlateDecode" not in head:
            continue
        if not data.startswith(b"stream", end) or allowed <= 0:
            continue
        begin = end + 6
        begin += 2 if data[begin : begin + 2] == b"\r\n" else 1
        content, first = _inflated(data, begin, allowed), int(told[1][1])
        allowed -= len(content)
        numbers = [int(word) for word in content[:first].split() if word.isdigit()][: 2 * int(told[0][1])]
        places = list(zip(numbers[::2], numbers[1::2], strict=False))
        for (number, at), (_, until) in zip(places, [*places[1:], (0, len(content))], strict=False):
            if body := content[first + at : first + until].strip():
                yield number, body


def _inflated(data: bytes, start: int, most: int) -> bytes:
    """As much of a stream as is left and allowed."""
    inflater, kept = zlib.decompressobj(), bytearray()
    try:
        for at in range(start, len(data), 1 << 16):
            kept += inflater.decompress(data[at : at + (1 << 16)], max(most - len(kept), 1))
            if inflater.eof or inflater.unconsumed_tail or len(kept) >= most:
                break
    except zlib.error:
        pass
    return bytes(kept[:most])

"""AppleDouble and AppleSingle: what macOS keeps with a file, as it lies beside it where the file system has no place for it (`._name`).

The comment, the name, attributes such as where a download came from, the resource fork, and in AppleSingle the file itself. Format by
RFC 1740 (appendix) and the header of attributes in Apple's `copyfile`.

>>> from bailee.vocabulary import Locator
>>> head = bytes.fromhex("00051607 00020000") + bytes(16) + bytes.fromhex("0001 00000004 00000026 00000007")
>>> [(text.locator.segments[-1], text.content) for text in extract(Item.nested(Locator(()), "._a", head + b"for Ann"), Budget())]
[('comment', 'for Ann')]
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from bailee.extractors.data_types import APPLE_DOUBLE
from bailee.extractors.encodings import decoder_for, encoding_of
from bailee.extractors.expanding import MEMBER_LIMIT
from bailee.extractors.interface import Budget, Extracted, Unreadable
from bailee.extractors.text_runs import words
from bailee.items import Item
from bailee.text import Part, Text
from bailee.vocabulary import Reason

READS = frozenset({APPLE_DOUBLE})

_CONTENT, _FORK, _NAME, _COMMENT, _FINDER = 1, 2, 3, 4, 9
_MOST = 100


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    if item.size > MEMBER_LIMIT:
        raise Unreadable(Reason.TOO_BIG)
    data = item.read()
    if len(data) < 26:
        raise Unreadable(Reason.DAMAGED)
    (count,) = struct.unpack_from(">H", data, 24)
    for number in range(min(count, _MOST)):
        if 38 + 12 * number > len(data):
            raise Unreadable(Reason.DAMAGED)
        kind, start, size = struct.unpack_from(">III", data, 26 + 12 * number)
        content = data[start : start + size]
        if not content:
            continue
        if kind == _CONTENT:
            budget.take(len(content))
            yield Item.nested(item.locator, "content", content)
        elif kind in (_NAME, _COMMENT):
            text = decoder_for(encoding_of(content) or "mac_roman").decode(content, final=True).strip("\0")
            place = "name" if kind == _NAME else "comment"
            yield Text.of(text, item.locator.inside(place), Part.NAME if kind == _NAME else Part.METADATA)
        elif kind == _FINDER:
            yield from _attributes(data, start, size, item, budget)
        elif kind == _FORK and (found := words(content)):
            yield Text.of(found, item.locator.inside("resource fork"), Part.HIDDEN)


def _attributes(data: bytes, start: int, size: int, item: Item, budget: Budget) -> Iterator[Extracted]:
    """Extended attributes behind the information of the Finder: `ATTR`, then a name and a place for each."""
    at = data.find(b"ATTR", start, start + 128)
    if at < 0 or at + 36 > len(data):
        return
    (count,) = struct.unpack_from(">H", data, at + 34)
    at += 36
    for _ in range(min(count, _MOST)):
        if at + 11 > len(data):
            return
        offset, length, _, longest = struct.unpack_from(">IIHB", data, at)
        name = data[at + 11 : at + 11 + longest].rstrip(b"\0").decode("utf-8", "replace")
        value = data[offset : offset + length]
        at = (at + 11 + longest + 3) & ~3
        if value:
            budget.take(len(value))
            yield Item.nested(item.locator, f"attribute {name}", value, file_name=name.replace("/", "_"))

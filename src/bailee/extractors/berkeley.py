"""Berkeley DB (address books, caches, directories of old servers): keys and values, by its pages.

Structure by dbinc/db_page.h of Berkeley DB 4 to 6.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from bailee.extractors import typed_rows
from bailee.extractors.data_types import BERKELEY
from bailee.extractors.expanding import MEMBER_LIMIT
from bailee.extractors.interface import Budget, Extracted, Unreadable
from bailee.items import Item
from bailee.vocabulary import Reason

READS = frozenset({BERKELEY})

_LEAF, _HASH, _UNSORTED = 5, 13, 2
_OVERFLOW = 7
_VALUE = 1 << 20


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    if item.size > 2 * MEMBER_LIMIT:
        raise Unreadable(Reason.TOO_BIG)
    data = item.read()
    size = int.from_bytes(data[20:24], "little")
    if size < 512 or size > 65_536 or size & (size - 1):
        raise Unreadable(Reason.DAMAGED)
    budget.take(len(data))
    yield from typed_rows.table(_pairs(data, size), ["key", "value"], item.locator.inside("pairs"), budget)


def _pairs(data: bytes, size: int) -> Iterator[list[bytes]]:
    for start in range(size, len(data) - 25, size):
        page = data[start : start + size]
        count, kind = struct.unpack_from("<H", page, 20)[0], page[25]
        if kind not in (_LEAF, _HASH, _UNSORTED) or 26 + 2 * count > len(page):
            continue
        offsets = struct.unpack_from(f"<{count}H", page, 26)
        found = [_entry(data, size, page, kind, at, offsets, index) for index, at in enumerate(offsets)]
        for index in range(0, len(found) - 1, 2):
            yield [found[index], found[index + 1]]


def _entry(data: bytes, size: int, page: bytes, kind: int, at: int, offsets: tuple[int, ...], index: int) -> bytes:
    if at + 3 > len(page):
        return b""
    if kind == _LEAF:
        length, sort = struct.unpack_from("<HB", page, at)
        if sort & 0x7F == 3 and at + 12 <= len(page):
            return _overflow(data, size, *struct.unpack_from("<II", page, at + 4))
        return page[at + 3 : at + 3 + length]
    end = offsets[index - 1] if index else len(page)
    if page[at] == 3 and at + 12 <= len(page):
        return _overflow(data, size, *struct.unpack_from("<II", page, at + 4))
    return page[at + 1 : end]


def _overflow(data: bytes, size: int, number: int, length: int) -> bytes:
    """A value that takes pages of its own."""
    parts: list[bytes] = []
    seen: set[int] = set()
    while number and number not in seen and sum(map(len, parts)) < min(length, _VALUE):
        seen.add(number)
        page = data[number * size : (number + 1) * size]
        if len(page) < 26 or page[25] != _OVERFLOW:
            break
        parts.append(page[26 : 26 + struct.unpack_from("<H", page, 22)[0]])
        (number,) = struct.unpack_from("<I", page, 16)
    return b"".join(parts)[:length]

"""A zip without its directory: members found one after the other by the header that stands before each.

The directory is lost with the tail of a cut file, broken by a bad copy, or in another volume. A member whose length stands
behind it is expanded to its own end.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from bailee.extractors import zip_methods
from bailee.extractors.expanding import STEP, member
from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.items import Item
from bailee.vocabulary import Reason

SEARCHED = 128 << 20  # bytes from the front
_HEADER = struct.Struct("<4s5H3I2H")
_MARK, _DESCRIPTOR = b"PK\x03\x04", b"PK\x07\x08"
_UNKNOWN = 0xFFFFFFFF
_BITE = 1 << 16


@dataclass(slots=True)
class _Found:
    name: str
    start: int  # of its bytes
    size: int  # of them, -1 where only they tell
    flags: int
    method: int
    end: int = 0


def salvaged(item: Item, budget: Budget) -> Iterator[Extracted]:
    """Members that are still there, then that the archive is damaged. Unreadable where there is none."""
    data = item.read(SEARCHED)
    count = 0
    at = data.find(_MARK)
    while at >= 0:
        found = _header(data, at)
        if found is None:
            at = data.find(_MARK, at + 4)
            continue
        count += 1
        if found.name.endswith("/"):
            found.end = found.start
        elif found.flags & 1 or found.method == 99:
            budget.member()
            yield Unread(item.locator.inside(found.name), Reason.ENCRYPTED)
            found.end = found.start + max(found.size, 0)
        else:
            yield from member(_chunks(data, found), item.locator, found.name, budget)
        at = data.find(_MARK, max(found.end, found.start))
    if not count:
        raise Unreadable(Reason.DAMAGED)
    yield Unread(item.locator, Reason.DAMAGED)
    if item.size > SEARCHED:
        yield Unread(item.locator, Reason.TOO_BIG)


def _header(data: bytes, at: int) -> _Found | None:
    """The header of a member, if what stands there can be one."""
    if at + _HEADER.size > len(data):
        return None
    _, version, flags, method, _, _, _, compressed, size, name_length, extra = _HEADER.unpack_from(data, at)
    raw = data[at + _HEADER.size : at + _HEADER.size + name_length]
    if version & 0xFF > 63 or method > 99 or not 0 < name_length <= 4096 or len(raw) < name_length or b"\0" in raw:
        return None
    start = at + _HEADER.size + name_length + extra
    if compressed == _UNKNOWN:  # Zip64: the length stands in the extra field, after that of the content
        compressed = _long_size(data[start - extra : start], size == _UNKNOWN)
    elif flags & 8 and not compressed:
        compressed = -1
    try:
        name = raw.decode("utf-8")
    except UnicodeDecodeError:
        name = raw.decode("cp437")
    return _Found(name, start, compressed, flags, method)


def _long_size(extra: bytes, after_another: bool) -> int:
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == 1:
            place = at + 4 + (8 if after_another else 0)
            return int.from_bytes(extra[place : place + 8], "little") if place + 8 <= len(extra) else -1
        at += 4 + length
    return -1


def _chunks(data: bytes, found: _Found) -> Iterator[bytes]:
    found.end = found.start
    if found.size < 0:
        yield from _to_its_own_end(data, found)
        return
    whole = found.start + found.size <= len(data)
    found.end = min(found.start + found.size, len(data))
    view = memoryview(data)[found.start : found.end]
    steps = (bytes(view[at : at + STEP]) for at in range(0, len(view), STEP))
    yield from zip_methods.expanded(steps, found.method)
    if not whole:
        raise Unreadable(Reason.DAMAGED)


def _to_its_own_end(data: bytes, found: _Found) -> Iterator[bytes]:
    if found.method == zip_methods.DEFLATE:
        yield from _deflated(data, found)
        return
    at = data.find(_DESCRIPTOR, found.start)
    while at >= 0 and int.from_bytes(data[at + 8 : at + 12], "little") != at - found.start:
        at = data.find(_DESCRIPTOR, at + 4)
    if at < 0:
        raise Unreadable(Reason.DAMAGED)
    found.end = at
    yield from zip_methods.expanded(iter([data[found.start : at]]), found.method)


def _deflated(data: bytes, found: _Found) -> Iterator[bytes]:
    """In small bites, so that none of many members copies all that stands behind it."""
    decompressor = zlib.decompressobj(-15)
    fed, pending = found.start, b""
    try:
        while not decompressor.eof:
            if not pending:
                pending = data[fed : fed + _BITE]
                fed += len(pending)
                if not pending:
                    raise Unreadable(Reason.DAMAGED)
            made = decompressor.decompress(pending, STEP)
            pending = decompressor.unconsumed_tail
            if made:
                yield made
    except zlib.error:
        raise Unreadable(Reason.DAMAGED) from None
    finally:
        found.end = fed - len(decompressor.unused_data)

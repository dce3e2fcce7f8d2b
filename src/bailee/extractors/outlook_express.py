"""Mail folders of Outlook Express (.dbx): each message is an item, in the order of the folder's own tree.

Structure by Arne Schloh's description of the format (https://www.five-ten-sg.com/libpst has a copy) and libdbx.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

from bailee.extractors import media_type
from bailee.extractors.data_types import OUTLOOK_EXPRESS
from bailee.extractors.expanding import MEMBER_LIMIT
from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.extractors.mail import texts
from bailee.items import Item
from bailee.text import Part
from bailee.vocabulary import Reason

READS = frozenset({OUTLOOK_EXPRESS})

_MESSAGES = bytes.fromhex("c5fd746f66e3d1119a4e00c04fa309d4")
_ROOT = 0xE4
_BODY = 0x04  # what an entry's index says: where the message lies
_NODES = 1_000_000
_FAULTS = (struct.error, IndexError, ValueError)


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    with item.open() as stream:
        head = stream.read(0x200)
        if len(head) < 0x200:
            raise Unreadable(Reason.DAMAGED)
        if head[4:20] != _MESSAGES:  # the list of folders, and the like: names and addresses of accounts
            if item.size > MEMBER_LIMIT:
                raise Unreadable(Reason.TOO_BIG)
            from bailee.extractors.office_old import letters

            yield from texts("\n".join(letters(item.read())), item.locator, Part.HIDDEN)
            return
        faults: list[Reason] = []
        for number, entry in enumerate(_entries(stream, struct.unpack_from("<I", head, _ROOT)[0], faults), 1):
            segment = f"message {number}"
            try:
                content, whole = _message(stream, entry)
            except _FAULTS:
                content, whole = b"", False
            if content.strip():
                yield Item.nested(item.locator, segment, content, media_type.MAIL, file_name="message.eml")
            if not whole:
                budget.member()
                yield Unread(item.locator.inside(segment), Reason.DAMAGED)
        if faults:
            yield Unread(item.locator, Reason.DAMAGED)


def _at(stream: BinaryIO, place: int, size: int) -> bytes:
    stream.seek(place)
    return stream.read(size)


def _entries(stream: BinaryIO, root: int, faults: list[Reason]) -> Iterator[int]:
    """Places of the messages' descriptions, by a walk over the tree."""
    stack = [root] if root else []
    seen: set[int] = set()
    while stack:
        place = stack.pop()
        node = _at(stream, place, 0x27C)
        if place in seen or len(seen) > _NODES or len(node) < 0x18 or struct.unpack_from("<I", node)[0] != place:
            faults.append(Reason.DAMAGED)
            continue
        seen.add(place)
        if child := struct.unpack_from("<I", node, 8)[0]:
            stack.append(child)
        for index in range(min(node[0x11], (len(node) - 0x18) // 12)):
            value, below, _ = struct.unpack_from("<III", node, 0x18 + 12 * index)
            if value:
                yield value
            if below:
                stack.append(below)


def _message(stream: BinaryIO, entry: int) -> tuple[bytes, bool]:
    """(the message, whether that is all of it) from its description."""
    head = _at(stream, entry, 12)
    if struct.unpack_from("<I", head)[0] != entry:
        raise ValueError
    body = _at(stream, entry + 12, min(struct.unpack_from("<I", head, 4)[0], 1 << 16))
    count = head[10]
    place = 0
    for index in range(count):
        kind = body[4 * index]
        value = int.from_bytes(body[4 * index + 1 : 4 * index + 4], "little")
        if kind == _BODY | 0x80:
            place = value
        elif kind == _BODY:
            (place,) = struct.unpack_from("<I", body, 4 * count + value)
    parts: list[bytes] = []
    size = 0
    seen: set[int] = set()
    while place:
        segment = _at(stream, place, 16)
        if place in seen or len(segment) < 16 or size > MEMBER_LIMIT:
            return b"".join(parts), False
        seen.add(place)
        marker, _, length, following = struct.unpack("<IIII", segment)
        if marker != place:
            return b"".join(parts), False
        parts.append(_at(stream, place + 16, min(length, 0x10000)))
        size += length
        place = following
    return b"".join(parts), bool(parts)

"""RAR before 1.5 (DOS, 1993): names of members, and those that were stored without packing. Nothing kept unpacks the others.

>>> from bailee.vocabulary import Locator
>>> header = bytes.fromhex("0300000003000000" + "00001a00" + "00000000" + "20000205" + "00")
>>> archive = b"RE\\x7e\\x5e" + b"\\x07\\0\\0" + header + b"a.txt" + b"abc"
>>> [piece.data for piece in extract(Item.nested(Locator(()), "a.rar", archive), Budget())]
[b'abc']
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from bailee.extractors.expanding import MEMBER_LIMIT
from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.items import Item
from bailee.text import Part, Text
from bailee.vocabulary import Reason

_HEADER = struct.Struct(
    "<IIHHIBBBB"
)  # packed, size, sum, length of this, date, attributes, flags, version, length of name
_STORED, _LOCKED = 0, 4


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    if item.size > MEMBER_LIMIT:
        raise Unreadable(Reason.TOO_BIG)
    data = item.read()
    at = int.from_bytes(data[4:6], "little")
    while at + 21 <= len(data):
        packed, _, _, length, _, attributes, flags, _, size = _HEADER.unpack_from(data, at)
        method = data[at + 20]
        name = data[at + length - size : at + length].decode("cp437", "replace").replace("\\", "/") or "member"
        at += length
        if length < 21 or at + packed > len(data):
            yield Unread(item.locator, Reason.DAMAGED)
            return
        if not attributes & 0x10:
            budget.member()
            if method == _STORED and not flags & _LOCKED:
                budget.take(packed)
                yield Item.nested(item.locator, name, data[at : at + packed])
            else:
                yield Text.of(name, item.locator.inside(name), Part.NAME)
                yield Unread(item.locator.inside(name), Reason.ENCRYPTED if flags & _LOCKED else Reason.UNKNOWN_FORMAT)
        at += packed

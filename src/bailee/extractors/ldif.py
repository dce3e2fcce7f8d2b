"""Dumps of a directory (LDIF): lines unfolded, values that stand in base64 as text, photographs and certificates as files.

>>> from bailee.vocabulary import Locator
>>> dump = b"dn: uid=roe,dc=example\\ncn:: TcO8bGxlciwgSsO2cmc=\\ndescription: a long\\n  line\\n"
>>> print(next(extract(Item.nested(Locator(()), "staff.ldif", dump), Budget())).content)
dn: uid=roe,dc=example
cn: Müller, Jörg
description: a long line
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator

from bailee.extractors.data_types import LDIF
from bailee.extractors.encodings import pieces
from bailee.extractors.interface import Budget, Extracted
from bailee.items import Item
from bailee.text import Text

READS = frozenset({LDIF})

PIECE = 200_000
LONGEST = 8 << 20  # characters of a value; a longer one is cut
_LINE = re.compile(r"([\w.;-]+)::[ ]*([A-Za-z0-9+/=]+)\s*", re.ASCII)


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    lines: list[str] = []
    size = offset = count = 0
    for line in _unfolded(item):
        shown = line
        if (packed := _LINE.fullmatch(line)) is not None and (data := _bytes(packed[2])) is not None:
            text = _text(data)
            if text is None:
                count += 1
                budget.take(len(data))
                yield Item.nested(item.locator, f"{packed[1].partition(';')[0]} {count}", data)
                continue
            shown = f"{packed[1]}: {text}"
        lines.append(shown)
        size += len(shown) + 1
        if size > PIECE:
            yield Text.of("\n".join(lines) + "\n", item.locator, offset=offset)
            offset, size, lines = offset + size, 0, []
    if any(lines):
        yield Text.of("\n".join(lines).rstrip("\n"), item.locator, offset=offset)


def _unfolded(item: Item) -> Iterator[str]:
    """Lines; one that begins with a blank goes on where the one before it ended."""
    parts: list[str] = []
    size = 0
    for line in _lines(item):
        if parts and line[:1] == " " and size < LONGEST:
            parts.append(line[1:])
            size += len(line)
            continue
        if parts:
            yield "".join(parts)
        parts, size = [line], len(line)
    if parts:
        yield "".join(parts)


def _lines(item: Item) -> Iterator[str]:
    rest = ""
    with item.open() as stream:
        for _, piece in pieces(stream):
            *whole, rest = (rest + piece).replace("\r\n", "\n").split("\n")
            yield from whole
            if len(rest) > LONGEST:
                yield rest
                rest = ""
    yield rest


def _bytes(encoded: str) -> bytes | None:
    try:
        return base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return None


def _text(data: bytes) -> str | None:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    return text if all(sign.isprintable() or sign in "\r\n\t" for sign in text) else None

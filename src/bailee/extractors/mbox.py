"""Mailboxes of one file: each message is an item; memory is that of one message, however long the mailbox.

>>> from bailee.vocabulary import Locator
>>> box = b"From a@b Thu Jan  1 00:00:00 2026\\nSubject: 1\\n\\n>From here\\n\\nFrom a@b Thu Jan  1 00:00:00 2026\\nSubject: 2\\n\\n"
>>> [(item.locator.segments[-1], item.data) for item in extract(Item.nested(Locator(()), "in", box), Budget())]
[('message 1', b'Subject: 1\\n\\nFrom here\\n'), ('message 2', b'Subject: 2\\n')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from bailee.extractors import media_type
from bailee.extractors.interface import Budget, Extracted, Unread
from bailee.items import Item
from bailee.vocabulary import Reason

READS = frozenset({media_type.MBOX})

_STEP = 1 << 20
_MESSAGE_LIMIT = 64 << 20
_LINE = 512  # no separator is longer
# After an empty line, or with a date as it is written there: "From here on, 24 of them" in a text is none.
_SEPARATOR = re.compile(
    rb"(?:(?<=\n\n)|(?<=\n\r\n))From [^\r\n]{1,200}\d:\d\d[^\r\n]{0,60}\r?\n"
    rb"|(?<=\n)From \S{1,200} +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [^\r\n]{1,60}\r?\n"
)
_FIRST = re.compile(rb"\s*From [^\r\n]{0,300}\r?\n")
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    number = 0
    with item.open() as stream:
        for raw, whole in _messages(stream):
            number += 1
            segment = f"message {number}"
            if raw.strip():
                content = _QUOTED.sub(rb"\1", raw) if b"\n>" in raw or raw.startswith(b">") else raw
                yield Item.nested(item.locator, segment, content, media_type.MAIL, file_name="message.eml")
            if not whole:
                yield Unread(item.locator.inside(segment), Reason.TOO_BIG)


def _messages(stream: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    """(a message's bytes without the line that separates, whether they are all of it)."""
    buffer = bytearray(stream.read(_STEP))
    if first := _FIRST.match(buffer):
        del buffer[: first.end()]
    searched = 0
    passing = False  # over the rest of a message too long to keep
    while True:
        chunk = stream.read(_STEP)
        while (found := _SEPARATOR.search(buffer, searched)) and (not chunk or found.end() < len(buffer)):
            if not passing:
                yield _trimmed(buffer[: found.start()]), True
            end = found.end()
            del found  # a match holds the buffer, which then cannot shrink
            del buffer[:end]
            searched, passing = 0, False
        del found
        if not chunk:
            break
        searched = max(0, len(buffer) - _LINE)
        if len(buffer) > _MESSAGE_LIMIT:
            if not passing:
                yield bytes(buffer), False
            passing = True
            del buffer[:-_LINE]
            searched = 0
        buffer += chunk
    if buffer and not passing:
        yield _trimmed(buffer), True


def _trimmed(raw: bytearray) -> bytes:
    """The empty line before a separator belongs to it."""
    if raw.endswith(b"\r\n\r\n"):
        return bytes(raw[:-2])
    return bytes(raw[:-1]) if raw.endswith(b"\n\n") else bytes(raw)

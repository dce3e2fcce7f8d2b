"""Stretches of text in a file of no known format: what a program wrote beside its own bytes. The rest is counted as unread.

>>> from bailee.vocabulary import Locator
>>> record = bytes(range(128, 256)) + b"Ann Roe, 078-05-1120, hired in May" + bytes(range(128, 200))
>>> found = list(extract(Item.nested(Locator(("staff.rec",)), "staff.rec", record), Budget()))
>>> found[0].content, found[1].locator.segments[-1], found[1].reason.value
('Ann Roe, 078-05-1120, hired in May', '200 bytes that are no text', 'unknown-format')
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bailee.extractors.interface import Budget, Extracted, Unread
from bailee.extractors.media_type import PARTLY_TEXT
from bailee.items import Item
from bailee.text import Text
from bailee.vocabulary import Reason

READS = frozenset({PARTLY_TEXT})

_STEP = 1 << 20
_TELLS = 16  # letters in a row that chance does not write
_SHARE = 0.02  # of a file's beginning in such rows
_LETTER = (
    rb"[\t\n\r\x20-\x7e]|[\xc3-\xd4\xd7-\xdb][\x80-\xbf]|[\xe1-\xed][\x80-\xbf]{2}|(?<=[A-Za-z])[\xc0-\xff](?=[A-Za-z])"
)
_RUNS = re.compile(
    rb"(?P<wide>(?:[\t\n\r\x20-\x7e\xc0-\xff]\0){6,})|(?P<narrow>(?:"
    + _LETTER
    + rb"){6,}(?:\0+(?:"
    + _LETTER
    + rb"){3,})*)"
)
_TOLD = re.compile(rb"(?:[\t\n\r\x20-\x7e]\0){%d,}|[\t\n\r\x20-\x7e]{%d,}" % (_TELLS, _TELLS))


def holds_text(head: bytes) -> bool:
    """Whether it begins with text, or enough of it is text."""
    if (first := _TOLD.match(head)) and _has_words(first[0]):
        return True
    told = sum(len(found) for found in _TOLD.findall(head) if _has_words(found))
    return told >= max(_TELLS, len(head) * _SHARE)


def _has_words(run: bytes) -> bool:
    return len(set(run)) > 5 and re.search(rb"[A-Za-z]\0?[A-Za-z]\0?[A-Za-z]|\d\0?\d\0?\d", run) is not None


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    lost = 0
    before = b""
    offset = 0
    with item.open() as stream:
        while chunk := stream.read(_STEP):
            data = before + chunk
            end = len(data) if len(chunk) < _STEP else max(data.rfind(b"\n"), data.rfind(b"\0"), len(data) - 4096) + 1
            before = data[end:]
            lines, read = _lines(data[:end])
            lost += end - read
            if content := "\n".join(lines):
                yield Text.of(content, item.locator, offset=offset)
                offset += len(content) + 1
    lost += len(before)
    if lost:
        yield Unread(item.locator.inside(f"{lost} bytes that are no text"), Reason.UNKNOWN_FORMAT)


def words(data: bytes) -> str:
    """All stretches of text in some bytes, a line each."""
    return "\n".join(_lines(data)[0])


def _lines(data: bytes) -> tuple[list[str], int]:
    """Stretches of text, and how many bytes they take."""
    lines = []
    read = 0
    for run in _RUNS.finditer(data):
        wide = run["wide"]
        text = (
            wide.decode("utf-16-le")
            if wide
            else run["narrow"].replace(b"\0", b" ").decode("utf-8", "bailee-windows-1252")
        )
        if text.strip():
            lines.append(text.strip())
            read += len(run[0])
    return lines, read

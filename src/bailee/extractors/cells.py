"""Cells of a database's table: what of them is text in its row, and what is a file of its own.

>>> shown(b"Ann Roe"), shown(None), shown(b"\\x89PNG\\r\\n\\x1a\\n\\0\\0\\0\\rIHDR") is None
('Ann Roe', '', True)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bailee.extractors.encodings import decoder_for, encoding_of
from bailee.extractors.interface import Budget, Extracted
from bailee.extractors.media_type import (
    CSV,
    HTML,
    JSON,
    JSON_LINES,
    LOG,
    PARTLY_TEXT,
    PLAIN,
    TSV,
    UNKNOWN,
    XML,
    YAML,
)
from bailee.extractors.recognition import recognise
from bailee.items import Item
from bailee.text import Text
from bailee.vocabulary import Locator

_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")  # marks of a file, not of text
_RUN = re.compile(rb"(?:[\x20-\x7e]|[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}){5,}")
LARGEST_STRUCTURE = 1 << 20  # bytes of one that are looked through
LONGEST = 1 << 20  # characters of a cell in its row; a longer one is a text of its own
_TEXTS = frozenset({PLAIN, LOG, CSV, TSV, YAML, XML, JSON, JSON_LINES, HTML})


def shown(value: object) -> str | None:
    """A cell as text; None where it is a file."""
    if isinstance(value, bytes):
        if not value:
            return ""
        encoding = encoding_of(value[:65_536]) if b"\0" not in value[:16] or len(value) > 7 else None
        if encoding is None or (_CONTROL.search(value, 0, 64) and not encoding.startswith("utf-16")):
            return None
        text = decoder_for(encoding).decode(value, final=True)
        return text if text.isprintable() or len(text) > 3 else ""
    if value is None:
        return ""
    return value if isinstance(value, str) else str(value)


def words_in(value: bytes) -> str:
    """Words inside a small structure of a program's own, which has more of them than chance gives numbers, keys and hashes.

    >>> words_in(b"\\x0a\\x07Ann Roe\\x12\\x0c602-55-0142 x\\x18\\x01"), words_in(bytes(range(0, 256, 7)) * 3)
    ('Ann Roe\\n602-55-0142 x', '')
    """
    found = [run.group() for run in _RUN.finditer(value[:LARGEST_STRUCTURE])]
    if 2 * sum(map(len, found)) < len(value[:LARGEST_STRUCTURE]):
        return ""
    return "\n".join(run.decode("utf-8", "replace").replace("\ufffd", "").strip() for run in found)


def blob(value: bytes, place: Locator, segment: str, budget: Budget) -> Iterator[Item]:
    """A BLOB that is a file of a kind we know. Numbers, keys and hashes are none."""
    item = Item.nested(place, segment, value)
    if len(value) < 24:
        return
    kind = recognise(item)
    if kind in (UNKNOWN, PARTLY_TEXT) or kind in _TEXTS:
        return
    budget.take(len(value))
    yield item


def long_cell(text: str, place: Locator, segment: str) -> Iterator[Extracted]:
    """A text that is too long to stand in its row."""
    for at in range(0, len(text), LONGEST):
        yield Text.of(text[at : at + LONGEST], place.inside(segment), offset=at)

"""Text as extractors hand it over, and a match in it.

Extraction folds once, so that no detector has to: full-width and Arabic digits, look-alike dashes and spaces become
ASCII, zero-width marks vanish. `Text.origin` leads from an offset in the folded text back to the one that was read.

>>> text = Text.of("SSN\\u00a0０７８‑05‑1\\u200b120", Locator(("a.txt",)))
>>> text.content
'SSN 078-05-1120'
>>> text.original_span(4, 15)
(4, 16)
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from bailee.vocabulary import Confidence, Locator

_DROPPED = dict.fromkeys(
    [0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)


# Characters of class Pd, and four that look like them. A list, for asking 130,000 characters takes 50 ms.
_DASHES = (
    *(0x058A, 0x05BE, 0x1400, 0x1806, *range(0x2010, 0x2016), 0x2E17, 0x2E1A, 0x2E3A, 0x2E3B, 0x2E40, 0x2E5D, 0x301C, 0x3030),
    *(0x30A0, 0xFE31, 0xFE32, 0xFE58, 0xFE63, 0xFF0D, 0x10EAD, 0x2212, 0x00AF, 0x02D7, 0x2043),
)


@cache
def _folds() -> dict[int, str]:
    """One character for one: digits of every script, dashes, spaces, full-width Latin."""
    every = "".join(map(chr, [*range(0x80, 0xD800), *range(0xE000, 0x1FBFA)]))
    table = {ord(character): str(unicodedata.digit(character)) for character in re.findall(r"\d", every)}
    table |= dict.fromkeys(_DASHES, "-")
    table |= {ord(space): " " for space in re.findall(r"[^\S\x85\u2028\u2029]", every)}
    table |= {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if code not in table}
    return table


@cache
def _not_plain() -> frozenset[str]:
    return frozenset(map(chr, [*_folds(), *_DROPPED]))


_ASCII = bytes(range(0x80))


def fold(text: str) -> tuple[str, array[int] | None]:
    """Folded text, and for each of its characters the offset in `text`; None where offsets are equal.

    Only what is not ASCII is looked at, and each character that is there is replaced by itself: ten times quicker than
    `str.translate` over a text with a few dashes in it.
    """
    if text.isascii():
        return text, None
    rest = text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")
    present = _not_plain().intersection(rest)
    if not present:
        return text, None
    folds = _folds()
    if len(present) > 40:
        text = text.translate(folds)
    else:
        for character in present:
            if ord(character) in folds:
                text = text.replace(character, folds[ord(character)])
    dropped = [character for character in present if ord(character) in _DROPPED]
    if not dropped:
        return text, None
    every, kept, start = _offsets(len(text)), array("q"), 0
    for match in re.finditer(f"[{''.join(dropped)}]+", text):
        kept.extend(every[start : match.start()])
        start = match.end()
    kept.extend(every[start : len(text)])
    for character in dropped:
        text = text.replace(character, "")
    return text, kept


_counting = array("q")


def _offsets(length: int) -> array[int]:
    """0, 1, 2 … at least `length` of them; kept, so that each fold copies slices instead of counting anew."""
    global _counting
    if length > 1 << 21:
        return array("q", range(length))
    if len(_counting) < length:
        _counting = array("q", range(1 << max(length.bit_length(), 16)))
    return _counting


class Part(StrEnum):
    """Where in an item a text stands, as far as it tells something about it."""

    BODY = "body"
    NAME = "name"  # of a file, sheet, member, mailbox: a locator's own segment
    HEADER = "header"  # mail headers, page headers and footers
    COMMENT = "comment"  # comments, notes, annotations, tracked changes
    HIDDEN = "hidden"  # hidden sheets, rows, elements
    METADATA = "metadata"  # properties, attributes


@dataclass(frozen=True, slots=True)
class Cells:
    """Rows and columns of a table inside a text's content. Cell `i` spans `starts[i]` to just before the next cell's separator."""

    starts: array[int]  # rising offsets in Text.content, one a cell
    rows: array[int]  # row number a cell, header row 0 included
    columns: array[int]  # column number a cell
    headers: tuple[str, ...]  # by column; empty strings where there is none

    def at(self, offset: int) -> int:
        """Index of the cell that holds `offset`."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    def header_at(self, offset: int) -> str:
        column = self.columns[self.at(offset)] if self.starts else 0
        return self.headers[column] if column < len(self.headers) else ""

    def row_at(self, offset: int) -> int:
        return self.rows[self.at(offset)] if self.starts else 0


@dataclass(frozen=True, slots=True)
class Text:
    """A stretch of folded text from one place of an item."""

    locator: Locator
    content: str
    origin: array[int] | None = None
    cells: Cells | None = None
    part: Part = Part.BODY
    offset: int = 0  # of this stretch in its place, where a long text comes in several

    @classmethod
    def of(cls, text: str, locator: Locator, part: Part = Part.BODY, offset: int = 0) -> Text:
        content, origin = fold(text)
        return cls(locator, content, origin, None, part, offset)

    @classmethod
    def table(
        cls,
        rows: Iterable[Sequence[str]],
        locator: Locator,
        *,
        headers: Sequence[str] | None = None,
        part: Part = Part.BODY,
        offset: int = 0,
        first_row: int = 0,
    ) -> Text:
        """Rows as lines, cells apart by tabs. Without `headers`, the first row is taken for them if it looks like names of columns.

        `offset` and `first_row` are for a table that comes in several stretches.
        """
        pieces: list[str] = []
        starts, row_numbers, column_numbers = array("q"), array("q"), array("q")
        length = 0
        first: Sequence[str] | None = None
        for number, row in enumerate(rows, first_row):
            if first is None:
                first = row
            for column, cell in enumerate(row):
                content = fold(cell)[0].replace("\t", " ").replace("\n", " ").replace("\r", " ")
                starts.append(length)
                row_numbers.append(number)
                column_numbers.append(column)
                pieces.append(content)
                pieces.append("\t" if column + 1 < len(row) else "\n")
                length += len(content) + 1
        if headers is None:
            headers = tuple(first) if first and _names_columns(first) else ()
        return cls(locator, "".join(pieces), None, Cells(starts, row_numbers, column_numbers, tuple(headers)), part, offset)

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the text as it was read (code points), half-open."""
        if self.origin is None:
            return self.offset + start, self.offset + end
        return self.offset + self.origin[start], self.offset + self.origin[end - 1] + 1

    def group(self, offset: int) -> int:
        """Number of the row, or of the paragraph, that holds `offset`: values of one group are about one person or form."""
        if self.cells is not None:
            return self.cells.row_at(offset)
        return self.content.count("\n\n", 0, offset)


def _names_columns(row: Sequence[str]) -> bool:
    """Whether a first row names columns: mostly short words, no cell that is a number or an address."""
    filled = [cell for cell in row if cell.strip()]
    if not filled:
        return False
    wordy = sum(1 for cell in filled if any(map(str.isalpha, cell)) and len(cell) <= 60 and "@" not in cell)
    digits = sum(1 for cell in filled if sum(map(str.isdigit, cell)) > 4)
    return wordy >= 0.7 * len(filled) and digits == 0


@dataclass(frozen=True, slots=True)
class Match:
    """A span in a text that a detector recognised. Lives in memory only: `value` is never stored, logged or sent."""

    start: int  # in Text.content
    end: int
    detector: str
    category: str  # ident in vocabulary.DATA_CATEGORIES
    confidence: Confidence
    probability: float
    value: str = field(repr=False)  # in normal form: digits only, lower case …, as its detector says
    reasons: tuple[str, ...] = ()  # what raised and what lowered it, in words, without the value
    attributes: tuple[tuple[str, str], ...] = ()  # such as ("use", "personal") for an e-mail address, ("test", "yes")

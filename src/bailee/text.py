"""Text as extractors hand it over, and a match in it.

Extraction folds once (`folding`), so that no detector has to: full-width and Arabic digits, look-alike dashes and spaces
become ASCII, zero-width marks vanish. `Text.origin` leads from an offset in the folded text back to the one that was read.

>>> text = Text.of("SSN\\u00a0０７８‑05‑1\\u200b120", Locator(("a.txt",)))
>>> text.content
'SSN 078-05-1120'
>>> text.original_span(4, 15)
(4, 16)
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate, repeat

from bailee.folding import Origin, fold
from bailee.vocabulary import Confidence, Locator

_TO_CHANGE = re.compile(r"[\0\n\r]")  # in a row of ASCII


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
    origin: Origin | None = None
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
            line = "\t".join(row)
            if row and line.isascii() and line.count("\t") == len(row) - 1 and not _TO_CHANGE.search(line):
                starts.extend(accumulate((len(cell) + 1 for cell in row[:-1]), initial=length))  # as most rows are
                row_numbers.extend(repeat(number, len(row)))
                column_numbers.extend(range(len(row)))
                pieces += (line, "\n")
                length += len(line) + 1
                continue
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
        return cls(
            locator, "".join(pieces), None, Cells(starts, row_numbers, column_numbers, tuple(headers)), part, offset
        )

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the text as it was read (code points), half-open."""
        if self.origin is None:
            return self.offset + start, self.offset + end
        return self.offset + self.origin[start], self.offset + self.origin.end(end)

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


class Effect(StrEnum):
    """What a reason did to how sure a match is."""

    BASE = "base"  # what it began with
    RAISED = "raised"
    LOWERED = "lowered"
    NOTED = "noted"  # true, and changed nothing: another was enough, or it tells what the value is for


@dataclass(frozen=True, slots=True)
class Cue:
    """A reason for how sure a match is, and what it did: without it a raised match were less sure, a lowered one more."""

    says: str  # in words, without the value
    effect: Effect
    probability: float | None = None  # after it


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
    attributes: tuple[tuple[str, str], ...] = ()  # such as ("use", "personal") for an e-mail address, ("test", "yes")
    cues: tuple[Cue, ...] = ()  # what raised and what lowered it, in the order it counted

    @property
    def reasons(self) -> tuple[str, ...]:
        return tuple(cue.says for cue in self.cues)

"""Passages: stretches of text in a file, each in one or several pieces that can be written back.

A value may run over pieces (a word of which half is bold), and over passages (an address on two lines). A view puts the
passages together as a reader sees them, and leads from an offset in what detectors read back to the pieces.

>>> pieces = [Words("SSN 512-"), Words("44-73"), Words("13 end")]
>>> passage = Passage(pieces)
>>> passage.text
'SSN 512-44-7313 end'
>>> passage.replace([(4, 15, "█████")])
True
>>> [piece.text for piece in pieces]
['SSN █████', '', ' end']
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Protocol

from bailee.folding import fold
from bailee.text import Part, Text
from bailee.vocabulary import Locator

VIEW = 100_000  # characters of one view, or a little more: it ends where a passage ends
ROWS = 1_000  # of a table in one view


class Piece(Protocol):
    """A place of text in a file. Setting `text` writes it there; one that is fixed stays as it is."""

    @property
    def text(self) -> str: ...

    @text.setter
    def text(self, new: str) -> None: ...


@dataclass(slots=True)
class Words:
    """A piece by itself: its user reads `text` when all is done. `heard` is called when it changed."""

    text: str
    is_changed: bool = False

    def __setattr__(self, name: str, value: object) -> None:
        if name == "text" and hasattr(self, "text"):
            object.__setattr__(self, "is_changed", True)
        object.__setattr__(self, name, value)


@dataclass(frozen=True, slots=True)
class Fixed:
    """A tab, a line's break: read, never written."""

    words: str

    @property
    def text(self) -> str:
        return self.words

    @text.setter
    def text(self, new: str) -> None:
        return


Span = tuple[int, int, str]  # from, to, and what stands there instead


class Passage:
    """Pieces that are read as one. `label` is what a reader sees before it: the name of a field, a key.

    `is_name`: other places of the file name it (a sheet, a bookmark), so what replaces a value must do as a name too.
    `is_person`: it is by its place who wrote, changed or sent something.
    `whole`: it is a number or a date, so that of a value in it nothing can stay beside.
    """

    __slots__ = ("heard", "is_name", "is_person", "label", "parts", "seen", "whole")

    def __init__(
        self,
        pieces: Sequence[Piece],
        label: str = "",
        *,
        is_name: bool = False,
        is_person: bool = False,
        whole: bool = False,
        seen: str | None = None,
        heard: Callable[[], None] | None = None,
    ) -> None:
        self.parts = pieces
        self.label = label
        self.is_name = is_name
        self.is_person = is_person
        self.whole = whole
        self.seen = seen  # as a reader sees it, where that is not what stands there (a date kept as a number)
        self.heard = heard

    @property
    def text(self) -> str:
        if self.seen is not None:
            return self.seen
        return self.parts[0].text if len(self.parts) == 1 else "".join(piece.text for piece in self.parts)

    def replace(self, spans: Iterable[Span]) -> bool:
        """Write other words for spans, which are in rising order and apart; true where something changed."""
        spans = list(spans)
        if not spans:
            return False
        if self.whole or self.seen is not None:
            self.parts[0].text = spans[0][2]
            for piece in self.parts[1:]:
                piece.text = ""
            self.seen = None
        else:
            self._replace(spans)
        if self.heard is not None:
            self.heard()
        return True

    def _replace(self, spans: list[Span]) -> None:
        ends: list[int] = []
        at = 0
        for piece in self.parts:
            at += len(piece.text)
            ends.append(at)
        for start, end, words in reversed(spans):
            left = words  # to be written, in the first piece that can be
            for index, piece in enumerate(self.parts):
                begin = ends[index - 1] if index else 0
                if ends[index] <= start or begin >= end or isinstance(piece, Fixed):
                    continue
                text = piece.text
                low, high = max(start - begin, 0), min(end - begin, ends[index] - begin)
                piece.text = text[:low] + left + text[high:]
                left = ""


Cell = list[Passage]


@dataclass(slots=True)
class Grid:
    """A table: rows of cells, each of some passages. `headers`: names of its columns where its first row has none."""

    rows: Sequence[Sequence[Cell]]
    headers: tuple[str, ...] | None = None


Block = Passage | Grid


@dataclass(slots=True)
class View:
    """What detectors read, and what of which passage it is."""

    text: Text
    original: str  # before folding; of a table, its cells by tabs and line ends
    starts: list[int]  # offset of each passage in `original`
    passages: list[Passage]
    cells: list[tuple[int, int]] = field(default_factory=list)  # of a table: from, to in Text.content
    firsts: list[int] = field(default_factory=list)  # and the offset of each cell in `original`

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Of a span in the folded text."""
        if not self.cells:
            return self.text.original_span(start, end)
        return self._in_cell(start, False), self._in_cell(end - 1, True)

    def _in_cell(self, offset: int, is_last: bool) -> int:
        index = self.text.cells.at(offset) if self.text.cells is not None else 0
        begin, stop = self.cells[index]
        first = self.firsts[index]
        size = (self.firsts[index + 1] - 1 if index + 1 < len(self.firsts) else len(self.original)) - first
        local = min(offset - begin, stop - begin)
        if size != stop - begin:
            _, origin = fold(self.original[first : first + size])
            if origin is not None:
                return first + (origin.end(local + 1) if is_last else origin[local])
        return first + min(local + is_last, size)

    def segments(self, start: int, end: int) -> Iterator[tuple[Passage, int, int]]:
        """Passages and offsets in each, of a span in `original`."""
        from bisect import bisect_right

        index = max(bisect_right(self.starts, start) - 1, 0)
        while index < len(self.passages) and self.starts[index] < end:
            passage, begin = self.passages[index], self.starts[index]
            low, high = max(start - begin, 0), min(end - begin, len(passage.text))
            if low < high:
                yield passage, low, high
            index += 1


_NOWHERE = Locator(("file",))


def views(blocks: Iterable[Block], part: Part = Part.BODY) -> Iterator[View]:
    """Blocks as detectors read them: passages line by line, tables with the names of their columns."""
    waiting: list[Passage] = []
    size = 0
    for block in blocks:
        if isinstance(block, Grid):
            if waiting:
                yield _flow(waiting, part)
                waiting, size = [], 0
            yield from _tables(block, part)
            continue
        waiting.append(block)
        size += len(block.text) + 1
        if size > VIEW:
            yield _flow(waiting, part)
            waiting, size = [], 0
    if waiting:
        yield _flow(waiting, part)


def touching(blocks: Iterable[Block]) -> Iterator[str]:
    """Pieces of passages in which words of one piece touch those of the next, each on a line of its own.

    Read together, a value between two runs without a blank is part of a longer word, and nobody finds it.

    >>> list(touching([Passage([Words("end"), Words("jane@example.com"), Words("next")]), Passage([Words("one")])]))
    ['end\\njane@example.com\\nnext']
    """
    lines: list[str] = []
    size = 0
    for passage in _passages(blocks):
        texts = [piece.text for piece in passage.parts]
        if passage.seen is None and any(one[-1:].isalnum() and other[:1].isalnum() for one, other in pairwise(texts)):
            lines += filter(None, texts)
            size += sum(map(len, texts))
        if size > VIEW:
            yield "\n".join(lines)
            lines, size = [], 0
    if lines:
        yield "\n".join(lines)


def _passages(blocks: Iterable[Block]) -> Iterator[Passage]:
    for block in blocks:
        if isinstance(block, Passage):
            yield block
        else:
            yield from (passage for row in block.rows for cell in row for passage in cell)


def _flow(passages: list[Passage], part: Part) -> View:
    lines: list[str] = []
    starts: list[int] = []
    at = 0
    for passage in passages:
        label = f"{passage.label}: " if passage.label else ""
        text = passage.text
        starts.append(at + len(label))
        lines.append(label + text)
        at += len(label) + len(text) + 1
    original = "\n".join(lines)
    return View(Text.of(original, _NOWHERE, part), original, starts, passages)


def _tables(grid: Grid, part: Part) -> Iterator[View]:
    headers = grid.headers
    for begin in range(0, len(grid.rows), ROWS):
        rows = [[_cell(cell) for cell in row] or [""] for row in grid.rows[begin : begin + ROWS]]
        text = Text.table(rows, _NOWHERE, headers=headers, part=part, first_row=begin)
        headers = text.cells.headers if text.cells is not None and headers is None else headers
        starts: list[int] = []
        passages: list[Passage] = []
        firsts: list[int] = []
        pieces: list[str] = []
        at = 0
        for row, shown in zip(grid.rows[begin : begin + ROWS], rows, strict=True):
            for cell, words in zip(list(row) or [[]], shown, strict=True):
                firsts.append(at)
                within = at
                for passage in cell:
                    starts.append(within)
                    passages.append(passage)
                    within += len(passage.text) + 1
                pieces.append(words)
                at += len(words) + 1
        bounds = [*(text.cells.starts if text.cells is not None else ()), len(text.content)]
        cells = [(first, after - 1) for first, after in pairwise(bounds)]
        yield View(text, "\t".join(pieces), starts, passages, cells, firsts)


def _cell(cell: Cell) -> str:
    return cell[0].text if len(cell) == 1 else "\n".join(passage.text for passage in cell)

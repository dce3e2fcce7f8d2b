"""Reads the columns of a table whose head names what is in them: cells of a table, or lines of plain text.

Beside the cells that have the form of a value, those that a spreadsheet took the zeros from count, and values that stand in
several columns under one head.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

import bailee.detectors.cut_values as cut_values
from bailee.detectors.columns import WIDE, Column, Heads, Rows, SpacedRows, titled
from bailee.detectors.interface import Candidate, Scene
from bailee.detectors.overlaps import LEAST, Raw
from bailee.detectors.plans import CompiledLabel

SAMPLE = 60  # values of a column that each of them can be compared with
SPACED = 0.98  # at most so sure of a column that only blanks set apart: a label beside a value counts for more
# Heads of a column whose rows are read under each of them; were there no bound, a head above every row had all read again.
OVER_ONE_ANOTHER = 8
LOST, LOST_AMONG_FEW = (
    0.97,
    0.6,
)  # at most so sure of a number whose zeros are lost: in a column of whole ones, and else

_HEADING_END = re.compile(r"[\w ()#/'.-]{0,20}:?(?:[\"\t|,;\r\n]|$)")


class Cell(NamedTuple):
    """A cell that has the form of a value, or had it before its zeros were lost."""

    start: int
    end: int
    match: re.Match[str]
    lost: bool = False


@lru_cache(maxsize=4096)
def _labels_over(labels: tuple[CompiledLabel, ...], heading: str) -> tuple[CompiledLabel, ...]:
    """Labels that a column's head names. Tables of one kind have the same heads."""
    return tuple(label for label in labels if label.headings.search(heading) is not None)


class ColumnReader:
    """Columns of one text."""

    def __init__(self, scene: Scene, heads: Heads) -> None:
        self.scene, self.text, self.content = scene, scene.text, scene.content
        self.open: list[Column] = []  # whose table goes on where the text ends
        self._heads = heads
        self._read: set[tuple[int, int, str]] = set()
        self._ends: defaultdict[tuple[object, ...], deque[int]] = defaultdict(lambda: deque(maxlen=OVER_ONE_ANOTHER))
        self._spaced_read: dict[tuple[int, int], int] = {}

    def go_on(self, column: Column, raw: list[Raw]) -> None:
        """The rest of a column whose head stands in an earlier piece of the text."""
        self._read_rows(column, 0, 0, raw)

    def under_mark(self, label: CompiledLabel, phrase: re.Match[str], raw: list[Raw]) -> None:
        """Whether a phrase stands in the first row of a table in plain text; if so, its column is read."""
        content, end = self.content, phrase.end()
        if _HEADING_END.match(content, end) is None:
            return
        start, cells = self._heads.start, self._heads.cells
        if len(cells) < 2:
            return
        index = next((number for number, cell in enumerate(cells) if cell[0] + start <= end <= cell[1] + start), None)
        if index is None:
            return
        heading = cells[index][2]
        key = (start, index, label.key)
        if key in self._read or len(heading) > 48 or label.headings.search(heading) is None:
            return
        self._read.add(key)
        column = Column(label, heading, self._heads.delimiter, len(cells), index)
        below = content.find("\n", end) + 1
        self._read_rows(column, below, 0, raw)
        if label.may_be_cut:
            until = cut_values.last_of_head(tuple(cell for _, _, cell in cells), index)
            if until > index:
                self._read_rows(replace(column, until=until), below, 0, raw)

    def under_blanks(self, group: int, label: CompiledLabel, phrase: re.Match[str], raw: list[Raw]) -> None:
        """Whether a phrase stands in the head of a table whose columns only blanks part; if so, its column is read."""
        start, stop, heads = self._heads.start, self._heads.stop, self._heads.spans
        if start < self._spaced_read.get((group, id(label)), 0):
            return
        content = self.content
        aligned = WIDE.search(content, start, stop) is not None
        low, high = phrase.start(), phrase.end()
        own = [number for number, (first, last) in enumerate(heads) if first < high and last > low]
        if not own:
            return
        if aligned:
            low, high = heads[own[0]]
            if high - low > 48:
                return
        if not label.digits and (self.scene.is_code or not titled(content[start:stop])):
            return
        text = content[low:high]
        words = len(content[start:low].split()), len(content[high:stop].split())
        span = low - start, high - start
        column = Column(label, text, "", len(heads), own[0], span=span, words=words, aligned=aligned)
        self._read_rows(column, stop + 1, group, raw)

    def _read_rows(self, column: Column, start: int, group: int, raw: list[Raw]) -> None:
        """The cells below a heading, to the end of its table; the table stays open where the text ends in it."""
        if not column.delimiter:
            spaced = SpacedRows(self.content, start, column)
            fitting = [_cell(0, match, column.label) for _, match in spaced]
            self._spaced_read[group, id(column.label)] = max(spaced.reached, start + 1)
            if fitting:
                self._judge_column(
                    column.label, column.heading, fitting, len(fitting) / max(spaced.rows, 1), raw, SPACED
                )
                if not spaced.ended:
                    self.open.append(replace(column, carried=True))
            return
        ends = self._ends[column.label.key, column.index, column.until, column.delimiter, column.width]
        if sum(end > start for end in ends) == OVER_ONE_ANOTHER:
            return
        rows = Rows(self.content, start, column)
        if column.until > column.index:
            fits = self._read_joined(column.label, column.heading, rows, raw)
        else:
            sample = list(islice(rows, 200))
            fits = column.carried or any(_fitting(column.label, *cell) for cell in sample)
            if fits:
                self._read_column(column.label, column.heading, [*sample, *rows], raw)
        ends.append(rows.reached)
        if (fits or column.carried) and not rows.ended:
            self.open.append(replace(column, carried=True))

    def cells(self, labels: tuple[CompiledLabel, ...], raw: list[Raw]) -> None:
        cells = self.text.cells
        assert cells is not None  # noqa: S101 - the caller looked
        wanted: dict[int, tuple[CompiledLabel, ...]] = {}
        for number, heading in enumerate(cells.headers):
            if heading and len(heading) <= 60:
                chosen = _labels_over(labels, heading)
                if chosen:
                    wanted[number] = chosen
        if not wanted:
            return
        spans: dict[int, list[tuple[int, int, str]]] = {number: [] for number in wanted}
        content, starts = self.content, cells.starts
        last = len(starts) - 1
        for position, column in enumerate(cells.columns):
            if column in spans:
                start = starts[position]
                stop = starts[position + 1] - 1 if position < last else len(content)
                value = content[start:stop]
                stripped = value.strip()
                if stripped:
                    start += len(value) - len(value.lstrip())
                    spans[column].append((start, start + len(stripped), stripped))
        for number, chosen in wanted.items():
            until = cut_values.last_of_head(cells.headers, number)
            for label in chosen:
                self._read_column(label, cells.headers[number], spans[number], raw)
                if until > number and label.may_be_cut:
                    self._read_joined(label, cells.headers[number], self._rows_over(number, until), raw)

    def _rows_over(self, first: int, last: int) -> Iterator[tuple[int, int, str]]:
        """Where the cells of several columns stand, row by row; the last of them may be empty."""
        cells, content = self.text.cells, self.content
        assert cells is not None  # noqa: S101 - the caller looked
        size = len(cells.starts)
        for position, column in enumerate(cells.columns):
            if column != first or not cells.rows[position]:
                continue
            end = position + 1
            while end < size and cells.rows[end] == cells.rows[position] and cells.columns[end] <= last:
                end += 1
            start, stop = cells.starts[position], cells.starts[end] - 1 if end < size else len(content)
            yield start, stop, content[start:stop]

    def _read_column(
        self, label: CompiledLabel, heading: str, column: list[tuple[int, int, str]], raw: list[Raw]
    ) -> None:
        filled = [cell for cell in column if cell[2] != heading]
        fitting = [fit for cell in filled if (fit := _fitting(label, *cell)) is not None]
        if fitting:
            self._judge_column(label, heading, fitting, len(fitting) / len(filled), raw)

    def _read_joined(
        self, label: CompiledLabel, heading: str, rows: Iterable[tuple[int, int, str]], raw: list[Raw]
    ) -> bool:
        """A value of each row that stands in several cells; whether most rows have one."""
        fitting: list[tuple[cut_values.Joined, re.Match[str]]] = []
        filled = 0
        for start, stop, value in rows:
            filled += bool(value.strip())
            for joined in cut_values.within(self.content, start, stop):
                match = label.value.fullmatch(joined.value)
                if match is not None and match.end(label.group) > joined.cut:
                    fitting.append((joined, match))
                    break
        if 2 * len(fitting) < filled or not fitting:
            return False
        sample = tuple(match[label.group] for _, match in fitting[:: len(fitting) // SAMPLE + 1])
        for joined, match in fitting:
            found = cut_values.judged(
                joined, match, label, self.scene, heading=heading, peers=len(fitting) / filled, column=sample
            )
            if found is not None:
                raw.append(found)
        return True

    def _judge_column(
        self,
        label: CompiledLabel,
        heading: str,
        fitting: list[Cell],
        peers: float,
        raw: list[Raw],
        most: float = 1.0,
    ) -> None:
        group = label.group
        sample = tuple(cell.match[group] for cell in fitting[:: len(fitting) // SAMPLE + 1])
        whole = sum(not cell.lost for cell in fitting)
        limit = LOST if 2 * whole >= len(fitting) else LOST_AMONG_FEW
        for start, end, match, lost in fitting:
            candidate = Candidate(
                self.scene,
                start,
                end,
                match[group],
                match.groupdict().get,
                heading=heading,
                peers=peers,
                column=sample,
                spaced=most < 1,
            )
            judgement = label.detector.judge(candidate)
            if judgement is None or judgement.probability < LEAST:
                continue
            if judgement.probability > most:
                judgement = judgement.at_most(most, "only blanks set its column apart")
            if lost:
                judgement = replace(judgement, start=start, end=end)
                judgement = judgement.at_most(limit, "it lacks leading zeros, as spreadsheets leave them out")
            raw.append((start, end, label.detector, judgement))


def _cell(start: int, match: re.Match[str], label: CompiledLabel) -> Cell:
    low, high = match.span(label.group)
    return Cell(start + low, start + high, match)


def _fitting(label: CompiledLabel, start: int, end: int, value: str) -> Cell | None:
    """A cell that has the form of a label's values, or had it."""
    match = label.value.fullmatch(value)
    if match is not None:
        return _cell(start, match, label)
    match = label.value.fullmatch(whole) if (whole := label.lost(value)) else None
    return Cell(start, end, match, True) if match is not None else None

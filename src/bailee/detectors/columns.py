"""Columns of tables in plain text: whether a line heads a table, and the cells below one of its heads.

A table's cells are parted by a mark (tab, bar, semicolon, comma), or by blanks alone, as in a report or in text taken out of
a PDF.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from bailee.detectors.plans import CompiledLabel
from bailee.detectors.rows import is_rule, names_columns, split_row

HEAD = 240  # longest line that may be the head of a table


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table in plain text, under the heading of a label."""

    label: CompiledLabel
    heading: str
    delimiter: str
    width: int
    index: int
    until: int = -1  # the last column that its heading is over, where it is over several
    carried: bool = False  # its heading stands in an earlier piece of the text
    span: tuple[int, int] = (0, 0)  # without a delimiter: where in its line the heading stands
    words: tuple[int, int] = (0, 0)  # and how many words stand before and after it
    aligned: bool = False  # whether wide gaps part the heads


class Heads:
    """Whether the line around an offset heads a table. What was found out about a line is kept for the next offset in it."""

    __slots__ = ("_content", "cells", "delimiter", "spans", "start", "stop")

    def __init__(self, content: str) -> None:
        self._content = content
        self.start = self.stop = -1
        self.delimiter = ""
        self.cells: list[tuple[int, int, str]] = []  # of a head whose cells a mark parts
        self.spans: list[tuple[int, int]] = []  # of a head whose cells only blanks part: where they stand in the text

    def look(self, offset: int) -> bool:
        """Whether the line that holds `offset` is a head; `start`, `stop`, `delimiter`, `cells` and `spans` are then its own."""
        if not self.start <= offset <= self.stop:
            content = self._content
            low, high = max(0, offset - 2000), min(len(content), offset + 2000)
            self.start = max(content.rfind("\n", low, offset) + 1, low)
            self.stop = content.find("\n", offset, high)
            if self.stop < 0:
                self.stop = high
            self.delimiter, self.cells, self.spans = "", [], []
            if self.stop + 1 < len(content):
                self._delimited()
                if not self.cells and 6 < self.stop - self.start <= HEAD:
                    self._spaced()
        return bool(self.cells or self.spans)

    def _delimited(self) -> None:
        content, start, stop = self._content, self.start, self.stop
        count, mark = 0, ""
        for one in "\t|;,":
            number = content.count(one, start, stop)
            if number > count:
                count, mark = number, one
        if not count:
            return
        first = stop + 1
        below = content.find("\n", first)
        if 0 <= below <= first + HEAD and is_rule(content[first:below]):
            first = below + 1
            below = content.find("\n", first)
        following = content.count(mark, first, len(content) if below < 0 else below)
        if following < count or (following > count and content.find('"', first, below) < 0):
            return
        above = content.rfind("\n", 0, max(start - 1, 0)) + 1
        if start and content.count(mark, above, start) == count and not is_rule(content[above : start - 1]):
            return
        cells = split_row(content[start:stop].rstrip("\r"), mark)
        if names_columns(tuple(cell for _, _, cell in cells)):
            self.delimiter, self.cells = mark, cells

    def _spaced(self) -> None:
        content, start, stop = self._content, self.start, self.stop
        if content.find("\n", stop + 1, stop + HEAD) < 0 and len(content) - stop > HEAD:
            return
        if _NO_CELL.search(content, start, stop) is not None or _HEAD.match(content, start, stop) is None:
            return
        line = content[start:stop]
        if " the " in line or _NO_HEAD.search(line) is not None:
            return
        wide = WIDE.search(line) is not None
        if (wide or (": " not in line and _headed(line))) and _DIGIT.search(content, stop, stop + 2 * HEAD) is not None:
            part = _CELL if wide else _WORD
            spans = [(start + match.start(), start + match.end()) for match in part.finditer(line)]
            if 2 <= len(spans) <= 24:
                self.spans = spans


def _cells(line: str, delimiter: str, first: int, last: int) -> tuple[int, tuple[int, int, str]]:
    """How many cells a row has, and several of them as one, without those at the end that are empty.

    >>> _cells("Jane,310,29,7461,,", ",", 1, 5)
    (6, (5, 16, '310,29,7461'))
    """
    cells = split_row(line, delimiter)
    filled = [cell for cell in cells[first : last + 1] if cell[2]]
    if not filled:
        return len(cells), (0, 0, "")
    low, high = filled[0][0], filled[-1][1]
    return len(cells), (low, high, line[low:high])


def _cell(line: str, delimiter: str, index: int) -> tuple[int, tuple[int, int, str]]:
    """How many cells a row has, and one of them; an empty one where the row is too short.

    >>> _cell("a, bc ,d", ",", 1), _cell("a", ",", 1)
    ((3, (3, 5, 'bc')), (1, (0, 0, '')))
    """
    if '"' in line:
        cells = split_row(line, delimiter)
        return len(cells), cells[index] if index < len(cells) else (0, 0, "")
    parts = line.split(delimiter, index + 1)
    if index >= len(parts):
        return len(parts), (0, 0, "")
    cell = parts[index]
    value = cell.strip()
    low = sum(map(len, parts[:index])) + index * len(delimiter) + len(cell) - len(cell.lstrip())
    return line.count(delimiter) + 1, (low, low + len(value), value)


def _are_heads(line: str, delimiter: str) -> bool:
    """Whether a row is the heads of what follows, in a form that puts them above what is filled in."""
    filled = [cell for cell in (each.strip() for each in line.split(delimiter)) if cell]
    return 2 * sum(cell.endswith(":") for cell in filled) > len(filled)


class Rows:
    """Filled cells of one column, row by row, while rows have as many cells; `reached` says how far, `ended` that the table did."""

    def __init__(self, content: str, start: int, column: Column) -> None:
        self._content, self._column = content, column
        self.reached = start
        self.ended = False

    def __iter__(self) -> Iterator[tuple[int, int, str]]:
        content, start, column = self._content, self.reached, self._column
        misses = 0
        while start < len(content):
            stop = content.find("\n", start)
            stop = len(content) if stop < 0 else stop
            line = content[start:stop].rstrip("\r")
            if not line.strip():
                self.ended = True
                return
            if column.until > column.index:
                width, (low, high, value) = _cells(line, column.delimiter, column.index, column.until)
            else:
                width, (low, high, value) = _cell(line, column.delimiter, column.index)
            if value.endswith(":") and _are_heads(line, column.delimiter):
                self.ended = True
                return
            if value == column.heading and self._heads_again(start):
                self.reached, self.ended = start, True
                return
            if is_rule(line):
                pass
            elif abs(width - column.width) <= 1:
                misses = 0
                if value:
                    self.reached = stop + 1
                    yield start + low, start + high, value
            else:
                misses += 1
                if misses > 2:
                    self.ended = True
                    return
            start = stop + 1
        self.reached = start

    def _heads_again(self, start: int) -> bool:
        """Whether a row is the head of a table of its own, as on each page of a report: its rows are read under it."""
        heads = Heads(self._content)
        return heads.look(start) and bool(heads.cells)


_DIGIT = re.compile(r"[0-9]")

# A head of a table without delimiters: words, a few figures at most, no sentence.
WIDE = re.compile(r"\S {2,}\S")
_CELL = re.compile(r"\S+(?: \S+)*")
_WORD = re.compile(r"\S+")
_HEAD = re.compile(r"\s*[^\W\d_#(]")
_NO_CELL = re.compile(r"[\t|;{}<>=@]|/[\w\-]+\.[a-z]{1,5}\b")  # nor the name of a file
_NO_HEAD = re.compile(
    r"\d{3}(?!\(?k)|\d[-/.,: ]\d|[.!?]\s*$"
    r"|(?i:\b(?:the|is|are|was|were|will|to|your|our|their|please|that|this|with|has|have|not|we|you|he|she|it)\b)"
)
_RULE = re.compile(r"[\s\-=_+*.~]*$")


def _headed(line: str) -> bool:
    """Whether words with single blanks between them may be heads: few of them in lower case, or a few and all of them."""
    heads = [word[0].isupper() for word in line.split() if word[0].isalpha()]
    return 3 * sum(heads) >= 2 * len(heads) or (not any(heads) and len(heads) <= 8)


def titled(line: str) -> bool:
    """Whether a line reads as heads rather than as running text: every word of it begins with a capital."""
    return all(word[0].isupper() or not word[0].isalpha() for word in line.split())


class SpacedRows:
    """Values of one column of a table whose columns only blanks part, row by row.

    With wide gaps between its heads, a value is the one under its head; where every gap is one blank, as in text taken out
    of a PDF, the one with as many words before or after it as its head has. A few other lines, such as the foot of a page,
    do not end the table; its head again does.
    """

    MISSES = 4
    OTHERS = 200  # rows of another form, one after the other

    def __init__(self, content: str, start: int, column: Column) -> None:
        self._content, self._column = content, column
        self.reached = start
        self.rows = 0
        self.ended = False

    def __iter__(self) -> Iterator[tuple[int, re.Match[str]]]:
        content, column = self._content, self._column
        start, misses, others, size = self.reached, 0, 0, len(content)
        pick = self._under if column.aligned else self._by_words
        while start < size:
            stop = content.find("\n", start)
            stop = size if stop < 0 else stop
            self.reached = start
            if _RULE.match(content, start, stop):
                misses += stop - start < 4
            elif stop - start <= HEAD and (match := pick(start, stop)) is not None:
                misses = others = 0
                self.rows += 1
                yield 0, match
            elif stop - start <= HEAD and column.label.headings.search(content[start:stop]) is not None:
                self.ended = True
                return
            elif column.aligned and 2 * len(_CELL.findall(content, start, stop)) > column.width:
                self.rows += 1  # a row whose cell is empty, or holds another form
                others += 1
                misses += others > self.OTHERS
            else:
                misses += 1
                self.rows += misses == 1 and self.rows > 0
            if misses > self.MISSES or (not self.rows and misses > 2):
                self.ended = True
                return
            start = stop + 1
        self.reached = size

    def _values(self, start: int, stop: int) -> Iterator[re.Match[str]]:
        content, group = self._content, self._column.label.group
        for match in islice(self._column.label.value.finditer(content, start, stop), 12):
            low, high = match.span(group)
            if (low == start or content[low - 1] in " (") and (high >= stop or content[high] in " ),\r"):
                yield match

    def _under(self, start: int, stop: int) -> re.Match[str] | None:
        """The value in the cell under the head: the cell that overlaps it most, else the one of the same number."""
        content, column = self._content, self._column
        cells = [match.span() for match in _CELL.finditer(content, start, stop)]
        low, high = start + column.span[0], start + column.span[1]
        best, width = None, 0
        for cell in cells:
            if (overlap := min(cell[1], high) - max(cell[0], low)) > width:
                best, width = cell, overlap
        if best is not None and best[0] < low - 1 and content[low - 1] == " " != content[low]:
            best = (low, best[1])  # the column before it is full, and one blank alone parts the two
        if len(cells) == column.width and (best is None or not column.label.value.fullmatch(content, *best)):
            best = cells[column.index]
        return column.label.value.fullmatch(content, *best) if best is not None and len(cells) > 1 else None

    def _by_words(self, start: int, stop: int) -> re.Match[str] | None:
        """The value with as many words before or after it as its head has; without figures, only at either end."""
        content, column = self._content, self._column
        before, after = column.words
        if not column.label.digits:
            if before == 0:
                return column.label.value.match(content, start, stop)
            last = content.rfind(" ", start, stop) + 1
            return column.label.value.fullmatch(content, last, stop) if after == 0 and last > start else None
        best, least = None, 4
        for match in self._values(start, stop):
            away = min(
                abs(len(content[start : match.start()].split()) - before),
                abs(len(content[match.end() : stop].split()) - after),
            )
            if away < least:
                best, least = match, away
        return best

"""Tables on the pages of a PDF: cells that stand under each other, and the names of their columns, over pages too.

A PDF knows no tables, only words at places. Lines of several cells whose columns do not overlap are taken for one. Only
pages with long numbers in several lines are looked at: elsewhere a column's name tells nothing that the line does not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bailee.extractors.pdf_marks import tidy
from bailee.extractors.rows import header_row, is_form

Cell = tuple[float, float, str]  # left, right, text
Span = tuple[float, float]

_NUMBERED = re.compile(r"^(?=.*\d[\d -]{4,}\d).*\S[ \t]+\S.*$", re.MULTILINE)
_LINES = 3  # with long numbers, for a page to be looked at
_RECTANGLES = 6_000
_COLUMNS = 3  # fewer are a form, or text beside text
_ROWS = 3
_DIGITS = 3  # that a cell in a column of numbers has, at least
_GAP = 2.0  # points between two columns
_JOINED = 0.45  # of the height of a line: what is closer belongs to one cell


@dataclass(slots=True)
class Table:
    rows: list[list[str]]
    columns: list[Span]
    starts_page: bool = False

    def names(self) -> tuple[str, ...]:
        at = header_row(self.rows[:40])
        return tuple(self.rows[at]) if at is not None else ()


@dataclass(slots=True)
class Layout:
    """A page as lines of text and tables, in order."""

    blocks: list[str | Table] = field(default_factory=list)


def layout(words: Any, text: str) -> Layout | None:
    """How a page is laid out; None where it holds no table, or where its words cannot be told apart surely."""
    if len(_NUMBERED.findall(text)) < _LINES:
        return None
    count = words.count_rects()
    if not 3 * _ROWS <= count <= _RECTANGLES:
        return None
    lines = _lines(words, count)
    found = Layout(blocks_of(lines))
    if not any(isinstance(block, Table) for block in found.blocks):
        return None
    said = Counter(letter for cells in lines for _, _, cell in cells for letter in cell if not letter.isspace())
    asked = Counter(letter for letter in text if not letter.isspace())
    # where words lie over each other, a cell's place does not tell its letters from others
    differ = sum((asked - said).values()) + sum((said - asked).values())
    return found if differ <= len(text) // 200 else None


def _lines(words: Any, count: int) -> list[list[Cell]]:
    lines: list[list[Cell]] = []
    middle = height = 0.0
    for index in range(count):
        left, bottom, right, top = words.get_rect(index)
        text = tidy(words.get_text_bounded(left, bottom, right, top, errors="replace")).strip()
        if not text:
            continue
        if not lines or abs((bottom + top) / 2 - middle) > 0.5 * max(height, 1.0):
            lines.append([])
            middle, height = (bottom + top) / 2, top - bottom
        cells = lines[-1]
        if cells and -height < left - cells[-1][1] < _JOINED * height:
            before = cells[-1]
            gap = " " if left - before[1] > 0.12 * height else ""
            cells[-1] = (before[0], max(right, before[1]), before[2] + gap + text)
        else:
            cells.append((left, right, text))
    return [sorted(cells) for cells in lines]


def blocks_of(lines: Sequence[Sequence[Cell]]) -> list[str | Table]:
    """Lines of text, and tables.

    >>> cells = [(0, 30, "name"), (50, 80, "ssn"), (100, 140, "pay")]
    >>> lines = [[(0, 90, "Payroll")], cells, *[[(0, 20, "Ann"), (50, 95, "512447313"), (110, 140, str(n))] for n in (1, 2)]]
    >>> title, table = blocks_of(lines)
    >>> title, table.rows[0], table.rows[2]
    ('Payroll', ['name', 'ssn', 'pay'], ['Ann', '512447313', '2'])
    """
    blocks: list[str | Table] = []
    at = 0
    while at < len(lines):
        end = at
        columns: list[Span] = []
        while end < len(lines) and len(lines[end]) >= 2:
            wider = _merged([*columns, *((left, right) for left, right, _ in lines[end])])
            widest = max(len(line) for line in lines[at : end + 1])
            if len(wider) < max(_COLUMNS, widest):
                break
            columns = wider
            end += 1
        if end - at >= _ROWS:
            rows = [_row(lines[index], columns) for index in range(at, end)]
            if _is_list(rows):
                blocks.append(Table(rows, columns, starts_page=at <= 2))
            else:
                blocks += ["  ".join(text for _, _, text in line) for line in lines[at:end]]
            at = end
        else:
            blocks.append("  ".join(text for _, _, text in lines[at]))
            at += 1
    return blocks


def _is_list(rows: list[list[str]]) -> bool:
    """Whether rows are of one sort, with numbers under each other, and no labels with what was filled in beside them."""
    if is_form([[cell for cell in row if cell][:2] for row in rows]):
        return False
    for column in range(len(rows[0])):
        filled = [row[column] for row in rows[1:] if row[column]]
        numbered = sum(1 for cell in filled if sum(map(str.isdigit, cell)) >= _DIGITS)
        if numbered >= _ROWS - 1 and numbered >= 0.7 * len(filled):
            return True
    return False


def _merged(spans: list[Span]) -> list[Span]:
    out: list[Span] = []
    for left, right in sorted(spans):
        if out and left < out[-1][1] + _GAP:
            out[-1] = (out[-1][0], max(out[-1][1], right))
        else:
            out.append((left, right))
    return out


def _row(cells: Sequence[Cell], columns: Sequence[Span]) -> list[str]:
    row = [""] * len(columns)
    for left, _, text in cells:
        index = next((number for number, (start, end) in enumerate(columns) if start <= left <= end), len(columns) - 1)
        row[index] = f"{row[index]} {text}".strip()
    return row


def continues(table: Table, before: Table | None) -> bool:
    """Whether a table at the top of a page goes on with the one at the end of the page before: no head, and the same columns."""
    if before is None or not table.starts_page or len(table.columns) != len(before.columns) or table.names():
        return False
    return all(
        left < other_right and other_left < right
        for (left, right), (other_left, other_right) in zip(table.columns, before.columns, strict=True)
    )

"""Tables in a document: those that came as cells, and those in plain text, delimited or set in columns with spaces.

>>> [sheet.headers for sheet in of_lines("Employee;Hours;Net pay\\nAnn Bell;38;1204.11\\nBo Mar;40;1310.90\\n")]
[('Employee', 'Hours', 'Net pay')]
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bailee.text import Text

LINES = 600  # that are read for tables
HEAD = 200  # lines in which a table in plain text begins
WIDE = 3  # columns and rows
_SEPARATORS = ("\t", "|", ";", ",")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: names of columns, the first rows, and how many there are."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    count: int


def is_wide_table(text: Text) -> bool:
    cells = text.cells
    return cells is not None and sum(map(bool, cells.headers)) >= WIDE and bool(cells.rows) and cells.rows[-1] >= WIDE


def of_cells(text: Text) -> Iterator[Sheet]:
    cells = text.cells
    if cells is None or not cells.starts:
        return
    rows: list[list[str]] = []
    limit = len(cells.starts)
    for index in range(limit):
        row = cells.rows[index]
        if row > 60:
            break
        while len(rows) <= row:
            rows.append([])
        end = cells.starts[index + 1] - 1 if index + 1 < limit else len(text.content)
        rows[row].append(text.content[cells.starts[index] : end].strip("\n"))
    count = cells.rows[-1] + 1
    if any(cells.headers) and rows:
        first = [cell.strip() for cell in rows[0]] == [header.strip() for header in cells.headers]
        body = rows[1:] if first else rows
        yield Sheet(tuple(cells.headers), tuple(map(tuple, body)), count - first)
    else:  # a title above the names of columns, as reports have
        yield from _tables(rows, least=2)


def of_lines(content: str) -> Iterator[Sheet]:
    """Tables in plain text: delimited, or set in columns with spaces."""
    lines = content.split("\n", LINES)[:LINES]
    for separator in _SEPARATORS:
        if _has_rows(lines[:HEAD], separator):
            rows = [_cells(line, separator) if separator in line else [] for line in lines]
            yield from _tables(rows, least=3)
    if "   " in content and _has_rows([re.sub(r" {2,}", "\t", line.strip()) for line in lines[:HEAD]], "\t"):
        spaced = [re.split(r" {2,}", line.strip()) if "  " in line.strip() else [] for line in lines]
        yield from _tables(spaced, least=3)


def _cells(line: str, separator: str) -> list[str]:
    line = line.strip(" |")
    if separator in ",;" and '"' in line:
        return [cell.strip(' "*') for cell in next(csv.reader([line], delimiter=separator), [])]
    return [cell.strip(' "*') for cell in line.split(separator)]


def _has_rows(lines: Sequence[str], separator: str) -> bool:
    """Whether two lines, one below the other, have equally many cells, three or more."""
    counts = [line.count(separator) for line in lines if line]
    return any(one == other >= 2 for one, other in pairwise(counts))


def _is_header(row: Sequence[str]) -> bool:
    return all(
        cell
        and len(cell) <= 40
        and cell.count(" ") < 6
        and sum(map(str.isdigit, cell)) <= 3
        and any(map(str.isalpha, cell))
        for cell in row
    )


def _tables(rows: Sequence[Sequence[str]], *, least: int) -> Iterator[Sheet]:
    """Runs of rows of equal length below one that names columns."""
    index = 0
    while index < len(rows):
        header = rows[index]
        if len(header) < least or not _is_header(header):
            index += 1
            continue
        end = index + 1
        while end < len(rows) and (len(rows[end]) == len(header) or not "".join(rows[end]).strip("-=+: ")):
            end += 1
        body = [tuple(row) for row in rows[index + 1 : end] if "".join(row).strip("-=+: ")]
        if body and any(any(map(str.isdigit, cell)) for row in body for cell in row):
            yield Sheet(tuple(header), tuple(body[:60]), len(body))
        index = max(end, index + 1)

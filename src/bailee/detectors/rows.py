"""Rows of a table that stands in a text: what parts their cells, the cells, and whether they name columns.

>>> delimiter_of("Name;Joined;SSN"), [cell for _, _, cell in split_row("Name;Joined;SSN", ";")]
(';', ['Name', 'Joined', 'SSN'])
>>> names_columns(("Name", "Joined", "SSN")), names_columns(("512-44-7313", "2021-04-03"))
(True, False)
"""

from __future__ import annotations

import re

_RULE = re.compile(r"[ \t\r>]*+[-=+|:_─━═┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝╞╪╡ \t]{3,}$")


def is_rule(line: str) -> bool:
    """Whether a line only draws a table: below its head, or around its rows.

    >>> is_rule("+------+-----+"), is_rule("-----+-----"), is_rule("| Ann | 12 |"), is_rule("  ")
    (True, True, False, False)
    """
    return _RULE.match(line) is not None and any(sign in line for sign in "-=─━═")


def is_row(count: int, other: int) -> bool:
    """Whether a line with so many delimiters may be a row of a table whose rows have so many: a line without any is none."""
    return count > 0 and abs(count - other) <= 1


def delimiter_of(line: str) -> str:
    """What parts the cells of a row: the most frequent of tab, bar, semicolon and comma; empty if there is none."""
    counts = [(line.count(mark), mark) for mark in "\t|;,"]
    count, mark = max(counts, key=lambda pair: pair[0])
    return mark if count else ""


_QUOTED = {
    mark: re.compile(rf'[ ]*(?:"((?:[^"]|"")*)"[ ]*|([^{re.escape(mark)}]*))(?:{re.escape(mark)}|$)')
    for mark in "\t|;,"
}


def split_row(line: str, delimiter: str) -> list[tuple[int, int, str]]:
    """Cells of a row as (start, end, content), quotes taken off.

    >>> split_row('a,"b, c",d', ",")
    [(0, 1, 'a'), (3, 7, 'b, c'), (9, 10, 'd')]
    """
    cells: list[tuple[int, int, str]] = []
    if '"' not in line:
        offset = 0
        for cell in line.split(delimiter):
            left = len(cell) - len(cell.lstrip())
            stripped = cell.strip()
            cells.append((offset + left, offset + left + len(stripped), stripped))
            offset += len(cell) + 1
        return cells
    offset, pattern = 0, _QUOTED[delimiter]
    while offset <= len(line):
        cell_match = pattern.match(line, offset)
        if cell_match is None:
            break
        group = 1 if cell_match[1] is not None else 2
        cells.append((cell_match.start(group), cell_match.end(group), cell_match[group]))
        if cell_match.end() == len(line) and not line.endswith(delimiter):
            break
        offset = max(cell_match.end(), offset + 1)
    return cells


def names_columns(cells: tuple[str, ...]) -> bool:
    """Whether cells read as heads of columns: short words without numbers or addresses."""
    filled = [cell for cell in cells if cell]
    if not filled:
        return False
    wordy = sum(
        1
        for cell in filled
        if len(cell) <= 50 and "@" not in cell and '="' not in cell and cell[:1].isalpha() and not cell[-5:].isdigit()
    )
    return wordy >= 0.8 * len(filled)

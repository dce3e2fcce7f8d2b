"""Whether lines are rows of a table whose cells a mark sets apart, and which mark.

>>> delimiter_of(["name;city", "Ann;Rome", "Bo;Oslo"], sure=True)
';'
>>> delimiter_of(["Who        Born         Tel"] + ["Doe, Pat   May 3, 1970  5550101", "Roe, Kim   May 9, 1955  5550102"] * 3, sure=False) is None
True
>>> delimiter_of(["Dear Ann, how are you?", "Well, I hope."], sure=False) is None
True
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence

MARKS = ("\t", ",", ";", "|", "\x1f", "^", "~")
_LINES = 60
_BLANKS = re.compile(r" {2,}")


def delimiter_of(lines: Sequence[str], *, sure: bool) -> str | None:
    """The mark between cells. `sure`: the file's name says that it is a table, so weaker signs are enough."""
    filled = [line for line in lines[:_LINES] if line.strip()]
    if not filled:
        return None
    if filled[0][:4].lower() == "sep=" and len(filled[0].strip()) == 5:  # as Excel writes it
        return filled[0].strip()[4]
    best: tuple[float, str] | None = None
    for mark in MARKS:
        widths = _widths(filled, mark)
        if not widths:
            continue
        (width, rows) = Counter(width for width in widths if width > 1).most_common(1)[0] if max(widths) > 1 else (1, 0)
        share = rows / len(widths)
        if width < 2 or share < (0.35 if sure else 0.85):
            continue
        if not sure and not _looks_like_cells(filled, mark, width, len(widths)):
            continue
        score = share * min(width, 12) ** 0.5
        if best is None or score > best[0] + 1e-9:
            best = (score, mark)
    return best[1] if best else None


def _widths(lines: Sequence[str], mark: str) -> list[int]:
    try:
        return [len(row) for row in csv.reader(lines, delimiter=mark) if row]
    except csv.Error:  # a field over the limit of the csv module, or a bare carriage return
        return [line.count(mark) + 1 for line in lines]


def _looks_like_cells(lines: Sequence[str], mark: str, width: int, rows: int) -> bool:
    """Prose has commas too: cells are short, and there are several rows of them."""
    if rows < (2 if mark in "\t\x1f" or width >= 5 else 3):
        return False
    if sum(1 for line in lines if line[0] in " \t[{<#*/") > rows / 2:  # indented or bracketed: source code, a list
        return False
    # columns set apart by blanks, as printed: `Doe, Pat   May 3, 1970   555-0101` has commas inside its cells
    if mark in ",;" and sum(1 for line in lines if len(_BLANKS.findall(line.strip())) >= 2) > len(lines) / 2:
        return False
    if mark in ",;" and width < 3 and any(mark + " " in line for line in lines):
        return False
    cells = sum(line.count(mark) + 1 for line in lines)
    return sum(map(len, lines)) / cells <= 80

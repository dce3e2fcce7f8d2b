"""Lines found on a page, put into the order in which they are read: rows, and columns of a text one after the other.

Pieces at one height are one row, apart by tabs: a label and its value belong together, and so do the cells of a table. Two
columns of running text are read one after the other, for their rows have nothing to do with each other.

>>> def at(x, y, text, width=90): return Piece(x, y, width, 10, 0.0, text)
>>> print(arranged([at(200, 11, "078-05-1120"), at(0, 30, "Born"), at(0, 10, "SSN"), at(200, 30, "1980")]))
SSN	078-05-1120
Born	1980
>>> heads = [at(0, 10, "Name"), at(200, 10, "Account"), at(400, 10, "Routing")]
>>> cells = [at(0, 30, "Ann"), at(201, 30, "4711"), at(399, 30, "021000021"), at(0, 50, "Bo"), at(402, 50, "011401533")]
>>> [table] = stretches([*heads, *cells])
>>> table.is_table, table.rows[2]
(True, ('Bo', '', '011401533'))
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

_NEAR = 0.55  # of a line's height: how far apart the middles of two pieces of one row may be
_GUTTER = 1.2  # line heights of blank between two columns of text
_LEAST_LINES = 4  # on each side, for columns to be columns
_FILLED = 0.55  # of a column's width that most lines of running text fill
_COLUMNS = _ROWS = 3  # of a table, at least
_BELOW = 1.5  # line heights by which a cell's left edge may lie off its head's
_CROSSING = 0.3  # of the lines that may cross the blank between columns: heads, a paragraph above


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text somewhere on a page: left edge, middle, width and height in pixels, slope in radians."""

    left: float
    middle: float
    width: float
    height: float
    slope: float
    text: str

    @property
    def right(self) -> float:
        return self.left + self.width

    @classmethod
    def of(cls, box: Sequence[tuple[float, float]], text: str) -> Piece:
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = box
        width = math.hypot(x1 - x0, y1 - y0)
        height = math.hypot(x3 - x0, y3 - y0)
        slope = math.atan2(y1 - y0 + y2 - y3, x1 - x0 + x2 - x3)
        return cls((x0 + x3) / 2, (y0 + y3) / 2, width, height, slope, text)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a page: rows of a table, one cell for each column, or running text."""

    rows: tuple[tuple[str, ...], ...]
    is_table: bool = False

    @property
    def text(self) -> str:
        return "\n".join("\t".join(row) for row in self.rows)


def arranged(pieces: Sequence[Piece]) -> str:
    """The text of a page, row by row."""
    return "\n".join(stretch.text for stretch in stretches(pieces))


def stretches(pieces: Sequence[Piece]) -> list[Stretch]:
    """The parts of a page from top to bottom: its tables, and what stands between them."""
    if not pieces:
        return []
    rows = _in_order(_level(pieces))
    found: list[Stretch] = []
    plain: list[tuple[str, ...]] = []
    at = 0
    while at < len(rows):
        size, grid = _table(rows, at)
        if not size:
            plain.append(tuple(piece.text for piece in rows[at]))
            at += 1
            continue
        if plain:
            found.append(Stretch(tuple(plain)))
            plain = []
        found.append(Stretch(grid, is_table=True))
        at += size
    if plain:
        found.append(Stretch(tuple(plain)))
    return found


def _table(rows: list[list[Piece]], at: int) -> tuple[int, tuple[tuple[str, ...], ...]]:
    """How many rows from here on are those of one table, and their cells; none where it is none.

    The first row sets the columns, as heads do; rows below it, whose cells stand each below one of them, belong to it. Three
    columns and three rows at least: with two a form looks the same, and its labels are no heads.
    """
    head = rows[at]
    if len(head) < _COLUMNS:
        return 0, ()
    edges = [piece.left for piece in head]
    usual = median(piece.height for piece in head)
    grid = [tuple(piece.text for piece in head)]
    for row in rows[at + 1 :]:
        cells = [""] * len(edges)
        for piece in row:
            column = min(range(len(edges)), key=lambda number, left=piece.left: abs(edges[number] - left))  # type: ignore[misc]
            if abs(edges[column] - piece.left) > _BELOW * usual or cells[column]:
                return _whole(grid)
            cells[column] = piece.text
        if len(row) < 2:
            return _whole(grid)
        grid.append(tuple(cells))
    return _whole(grid)


def _whole(grid: list[tuple[str, ...]]) -> tuple[int, tuple[tuple[str, ...], ...]]:
    return (len(grid), tuple(grid)) if len(grid) >= _ROWS else (0, ())


def _level(pieces: Sequence[Piece]) -> list[Piece]:
    """Turned by the slope that most long pieces have: a page that was fed askew has level rows."""
    slopes = sorted(piece.slope for piece in pieces if piece.width > 3 * piece.height)
    slope = slopes[len(slopes) // 2] if slopes else 0.0
    cosine, sine = math.cos(slope), math.sin(slope)
    return [
        Piece(
            piece.left * cosine + piece.middle * sine,
            piece.middle * cosine - piece.left * sine,
            piece.width,
            piece.height,
            piece.slope - slope,
            piece.text,
        )
        for piece in pieces
    ]


def _in_order(pieces: list[Piece]) -> list[list[Piece]]:
    cut = _gutter(pieces)
    if cut is None:
        return _rows(pieces)
    rows: list[list[Piece]] = []
    across = sorted((piece for piece in pieces if piece.left < cut < piece.right), key=lambda piece: piece.middle)
    edges = [-math.inf, *(piece.middle for piece in across), math.inf]
    for number in range(len(edges) - 1):
        band = [
            piece
            for piece in pieces
            if edges[number] < piece.middle < edges[number + 1] and not piece.left < cut < piece.right
        ]
        left, right = [p for p in band if p.right <= cut], [p for p in band if p.left >= cut]
        if _is_running(left) and _is_running(right):
            rows += [*_rows(left), *_rows(right)]
        else:
            rows += _rows(band)
        if number < len(across):
            rows.append([across[number]])
    return rows


def _gutter(pieces: list[Piece]) -> float | None:
    """Where the blank between two columns of running text lies; None where there is none."""
    if len(pieces) < 2 * _LEAST_LINES:
        return None
    start, end = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    usual = median(piece.height for piece in pieces)
    best: tuple[int, float] | None = None
    for piece in pieces:
        cut = piece.left - usual * _GUTTER / 2  # a column begins at this piece
        if not start + 0.2 * (end - start) < cut < start + 0.8 * (end - start):
            continue
        low, high = cut - usual * _GUTTER / 2 + 1, cut + usual * _GUTTER / 2 - 1
        crossing = sum(other.left < high and other.right > low for other in pieces)
        if best is None or crossing < best[0]:
            best = (crossing, cut)
    if best is None or best[0] > _CROSSING * len(pieces):
        return None
    left = [piece for piece in pieces if piece.right <= best[1]]
    right = [piece for piece in pieces if piece.left >= best[1]]
    return best[1] if _is_running(left) and _is_running(right) else None


def _is_running(pieces: list[Piece]) -> bool:
    """Whether these are lines of a running text: one below the other, most about as wide as the column."""
    if len(pieces) < _LEAST_LINES:
        return False
    width = max(piece.right for piece in pieces) - min(piece.left for piece in pieces)
    full = sum(piece.width >= _FILLED * width and len(piece.text) >= 20 for piece in pieces)
    return full >= 0.6 * len(pieces)


def _rows(pieces: list[Piece]) -> list[list[Piece]]:
    """From left to right each piece joins the row whose last piece is next to it, so that a row may climb."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.left):
        nearest: list[Piece] | None = None
        distance = math.inf
        for row in rows:
            last = row[-1]
            apart = abs(last.middle + last.width * math.tan(last.slope) / 2 - piece.middle)
            if apart < min(distance, _NEAR * max(min(last.height, piece.height), 1)) and (
                last.right <= piece.left + 0.5 * piece.width
            ):
                nearest, distance = row, apart
        if nearest is None:
            rows.append([piece])
        else:
            nearest.append(piece)
    return sorted(rows, key=lambda row: sum(piece.middle for piece in row) / len(row))

"""The data map as a drawing: who, what, where, to whom, and lines between them.

Each column shows its largest; what is left out is named with its number. Lines say that something goes from one to the other,
and are as wide as many people it is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import log10

from bailee.reports.papers.drawings import FONT, svg

COLUMNS = ("About whom", "What", "Where it lies", "To whom it goes")
_WIDE, _BOX, _HIGH, _GAP, _TOP = 1000, 190, 34, 8, 40
MOST = 9  # boxes of one column


@dataclass(frozen=True, slots=True)
class Flow:
    """One kind of data about one sort of people: where it lies, and to whom it goes."""

    who: str
    what: str
    where: tuple[str, ...]
    to: tuple[str, ...]
    people: int


def drawn(flows: Sequence[Flow]) -> str:
    """The drawing; empty where nothing flows."""
    if not flows:
        return ""
    chosen = [_largest(column) for column in _weights(flows)]
    places = [{name: at for at, name in enumerate(names)} for names in chosen]
    rows = max(map(len, chosen))
    high = _TOP + rows * (_HIGH + _GAP) + 8
    lines: list[str] = []
    seen: set[tuple[int, str, str]] = set()
    for flow in sorted(flows, key=lambda each: -each.people):
        ends = ((flow.who,), (flow.what,), flow.where, flow.to)
        for column in range(3):
            for start in ends[column]:
                for end in ends[column + 1]:
                    one, two = _name(start, places[column]), _name(end, places[column + 1])
                    if one is not None and two is not None and (column, one, two) not in seen:
                        seen.add((column, one, two))
                        lines.append(_line(column, places[column][one], places[column + 1][two], flow.people))
    boxes = [_head(column, title) for column, title in enumerate(COLUMNS)]
    for column, names in enumerate(chosen):
        boxes += [_box(column, at, name) for at, name in enumerate(names)]
    return svg(_WIDE, high, [*lines, *boxes])


def label(flows: Sequence[Flow]) -> str:
    """What is to be seen, for whoever does not see it."""
    who, what, where, to = (len(column) for column in _weights(flows))
    return (
        f"A map from {who:,} sorts of people through {what:,} kinds of data and {where:,} places to {to:,} receivers. "
        "The table below says the same, line by line."
    )


def _weights(flows: Iterable[Flow]) -> list[dict[str, int]]:
    columns: list[dict[str, int]] = [{}, {}, {}, {}]
    for flow in flows:
        for column, names in zip(columns, ((flow.who,), (flow.what,), flow.where, flow.to), strict=True):
            for name in names:
                column[name] = column.get(name, 0) + flow.people
    return columns


def _largest(weights: Mapping[str, int]) -> list[str]:
    names = sorted(weights, key=lambda name: (-weights[name], name))
    return names if len(names) <= MOST else [*names[: MOST - 1], f"{len(names) - MOST + 1:,} more"]


def _name(name: str, places: Mapping[str, int]) -> str | None:
    if name in places:
        return name
    return next((each for each in places if each.endswith(" more")), None)


def _x(column: int) -> float:
    return column * (_WIDE - _BOX) / 3


def _y(at: int) -> float:
    return _TOP + at * (_HIGH + _GAP)


def _line(column: int, start: int, end: int, people: int) -> str:
    left, right = _x(column) + _BOX, _x(column + 1)
    one, two, bend = _y(start) + _HIGH / 2, _y(end) + _HIGH / 2, (right - left) / 2
    wide = min(6.0, 0.8 + 1.3 * log10(max(people, 1)))
    path = f"M{left:.0f} {one:.0f}C{left + bend:.0f} {one:.0f} {right - bend:.0f} {two:.0f} {right:.0f} {two:.0f}"
    return f'<path d="{path}" fill="none" stroke="#4d6d95" stroke-opacity="0.32" stroke-width="{wide:.1f}"/>'


def _head(column: int, title: str) -> str:
    return f'<text x="{_x(column):.0f}" y="22" font-family="{FONT}" font-size="15" font-weight="600" fill="#14181d">{title}</text>'


def _box(column: int, at: int, name: str) -> str:
    x, y = _x(column), _y(at)
    dash = ' stroke-dasharray="4 3"' if name.endswith(" more") or name == "not said" else ""
    said = name if len(name) <= 25 else f"{name[:24]}…"
    return (
        f'<rect x="{x + 0.5:.1f}" y="{y + 0.5:.1f}" width="{_BOX - 1}" height="{_HIGH - 1}" rx="4" fill="#ffffff" stroke="#7a828b"{dash}/>'
        f'<text x="{x + 10:.0f}" y="{y + _HIGH / 2 + 5:.0f}" font-family="{FONT}" font-size="14" fill="#14181d">{escape(said)}</text>'
    )

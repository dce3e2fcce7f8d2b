"""Drawings of reports, as SVG made of attributes alone: how cells stood over the weeks.

Lines are told apart by form and by their name at the end, not by colour alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape

from bailee.dates import in_short
from bailee.rendering.states import INKS

FONT = "Inter, Carlito, Calibri, sans-serif"
_WIDE, _HIGH = 460, 150
_LEFT, _RIGHT, _TOP, _FOOT = 34, 96, 10, 22
_DASH = {"red": "", "amber": "1 3", "unknown": "2 4", "green": "5 3"}


def trend(
    states: Sequence[tuple[date, Mapping[str, int]]],
    shown: Sequence[str] = ("red", "amber", "green"),
    *,
    wide: int = _WIDE,
) -> str:
    """Cells by state over time, in steps: a state holds until the next one. Empty where there are fewer than two."""
    if len(states) < 2 or states[0][0] == states[-1][0]:
        return ""
    first, last = states[0][0], states[-1][0]
    most = _round_up(max(max(counts.get(state, 0) for state in shown) for _, counts in states))
    right, foot = wide - _RIGHT, _HIGH - _FOOT

    def x(on: date) -> float:
        return _LEFT + (right - _LEFT) * (on - first).days / (last - first).days

    def y(count: float) -> float:
        return foot - (foot - _TOP) * count / most

    parts = []
    for at in range(4):
        line = y(most * at / 3)
        parts.append(f'<path d="M{_LEFT} {line:.1f}H{right}" stroke="#dde1e5" stroke-width="1"/>')
        parts.append(_text(_LEFT - 6, line + 4, f"{round(most * at / 3):,}", anchor="end"))
    ends = []
    for state in shown:
        path = f"M{x(first):.1f} {y(states[0][1].get(state, 0)):.1f}"
        for on, counts in states[1:]:
            path += f"H{x(on):.1f}V{y(counts.get(state, 0)):.1f}"
        dash = f' stroke-dasharray="{_DASH[state]}"' if _DASH[state] else ""
        weight = 2 if state == "red" else 1.6
        parts.append(f'<path d="{path}" fill="none" stroke="#{INKS[state]}" stroke-width="{weight}"{dash}/>')
        ends.append((y(states[-1][1].get(state, 0)), state, states[-1][1].get(state, 0)))
    for line, state, count in _apart(sorted(ends)):
        parts.append(_text(right + 6, line + 4, f"{count:,} {state}", colour=INKS[state], bold=True))
    parts.append(_text(_LEFT, _HIGH - 4, in_short(first)))
    parts.append(_text(right, _HIGH - 4, in_short(last), anchor="end"))
    return svg(wide, _HIGH, parts)


def label(states: Sequence[tuple[date, Mapping[str, int]]]) -> str:
    """What is to be seen in a trend, for whoever does not see it."""
    (first, then), (last, now) = states[0], states[-1]
    said = ", ".join(
        f"{state} from {then.get(state, 0):,} to {now.get(state, 0):,}"
        for state in ("red", "amber", "unknown", "green")
    )
    return f"Cells by state from {in_short(first)} to {in_short(last)}: {said}."


def svg(wide: float, high: float, parts: Sequence[str]) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high:g}" width="{wide:g}" height="{high:g}">{"".join(parts)}</svg>'


def _text(x: float, y: float, said: str, *, anchor: str = "start", colour: str = "59616b", bold: bool = False) -> str:
    weight = ' font-weight="600"' if bold else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" font-family="{FONT}" font-size="11" fill="#{colour}" text-anchor="{anchor}"{weight}>{escape(said)}</text>'


def _round_up(most: int) -> int:
    """The top of a scale: three steps of a round number.

    >>> [_round_up(each) for each in (0, 2, 13, 100)]
    [3, 3, 15, 120]
    """
    step, tens = 1, 1
    while 3 * step < most:
        step = next((factor * tens for factor in (1, 2, 4, 5) if 3 * factor * tens >= most), 0)
        if not step:
            tens *= 10
            step = tens
    return 3 * step


def _apart(ends: Sequence[tuple[float, str, int]]) -> list[tuple[float, str, int]]:
    """Names at the ends of lines, moved down so that none lies on another."""
    placed: list[tuple[float, str, int]] = []
    for line, state, count in ends:
        at = max(line, placed[-1][0] + 13) if placed else line
        placed.append((at, state, count))
    over = placed[-1][0] - (_HIGH - _FOOT) if placed else 0
    return [(line - max(over, 0), state, count) for line, state, count in placed]

"""Plots as SVG, drawn from attributes and classes alone, so that they stand under a policy that forbids inline style.

Each plot asks its question in its caption and has its numbers written on the bars; colours come from the page.

>>> bars([("HR", 12), ("Mail", 3)], unit="files").count("<rect")
2
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

_LINE = 26  # height of a bar with its gap, px
_LABEL = 190  # width of the labels
_BAR = 300  # width of the longest bar


def number(value: int) -> str:
    """With a comma for thousands."""
    return f"{value:,}"


def bars(rows: Sequence[tuple[str, int]], *, unit: str) -> str:
    """Horizontal bars with label and number; empty text where there is nothing to draw."""
    if not rows:
        return ""
    most = max(value for _, value in rows) or 1
    height = len(rows) * _LINE + 4
    width = _LABEL + _BAR + 70
    parts = [f'<svg class="plot" viewBox="0 0 {width} {height}" role="img" aria-label="{escape(_spoken(rows, unit))}">']
    for index, (label, value) in enumerate(rows):
        top = index * _LINE + 4
        length = max(round(_BAR * value / most), 2)
        parts.append(
            f'<text class="label" x="{_LABEL - 8}" y="{top + 14}" text-anchor="end">{escape(_short(label))}</text>'
        )
        parts.append(f'<rect class="bar" x="{_LABEL}" y="{top}" width="{length}" height="18" rx="2"/>')
        parts.append(f'<text class="value" x="{_LABEL + length + 8}" y="{top + 14}">{number(value)}</text>')
    parts.append("</svg>")
    return "".join(parts)


def columns(rows: Sequence[tuple[int, int]], *, unit: str) -> str:
    """Upright bars over years; years without any stand empty in their place."""
    if not rows:
        return ""
    counts = dict(rows)
    years = list(range(min(counts), max(counts) + 1))[-16:]
    most = max(counts.values()) or 1
    step = min(56, 560 // len(years))
    width, floor = step * len(years) + 8, 130
    said = [(str(year), counts.get(year, 0)) for year in years]
    parts = [f'<svg class="plot" viewBox="0 0 {width} 158" role="img" aria-label="{escape(_spoken(said, unit))}">']
    for index, year in enumerate(years):
        value = counts.get(year, 0)
        left, height = index * step + 4, round(104 * value / most)
        if value:
            tall = max(height, 2)
            parts.append(
                f'<rect class="bar" x="{left + 4}" y="{floor - tall}" width="{step - 8}" height="{tall}" rx="2"/>'
            )
            parts.append(
                f'<text class="value" x="{left + step // 2}" y="{floor - tall - 6}" text-anchor="middle">{number(value)}</text>'
            )
        label = str(year) if step >= 40 else f"’{year % 100:02d}"
        parts.append(f'<text class="label" x="{left + step // 2}" y="{floor + 18}" text-anchor="middle">{label}</text>')
    parts.append(f'<line class="axis" x1="0" x2="{width}" y1="{floor}" y2="{floor}"/></svg>')
    return "".join(parts)


def _short(label: str) -> str:
    return label if len(label) <= 28 else label[:27] + "…"


def _spoken(rows: Sequence[tuple[str, int]], unit: str) -> str:
    return "; ".join(f"{label}: {number(value)} {unit}" for label, value in rows)

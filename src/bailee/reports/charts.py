"""Bars as SVG, drawn from attributes and classes alone, so that they stand under a policy that forbids inline style.

A plot here is a table whose last cells hold a bar: its numbers are text, so it reads on a phone, in print, and aloud.
Lengths are shares of the width and patterns keep their size, whatever the width is. Colours come from the page.

>>> bar(3, 12).count("<rect"), stack([(State.RED, 1), (State.UNKNOWN, 3), (State.GREEN, 0)]).count("<rect")
(2, 2)
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from bailee.vocabulary import State

# Drawn once on a page; a state has its pattern, so that it is told apart in grey, too.
PATTERNS = Markup(
    '<svg class="defs" width="0" height="0" aria-hidden="true"><defs>'
    '<pattern id="fill-amber" class="fill-amber" width="4" height="5" patternUnits="userSpaceOnUse">'
    '<rect width="4" height="5"/><path d="M0 2.5h4"/></pattern>'
    '<pattern id="fill-unknown" class="fill-unknown" width="6" height="6" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="6" height="6"/><path d="M3 0v6"/></pattern></defs></svg>'
)
_FILL = {State.AMBER: ' fill="url(#fill-amber)"', State.UNKNOWN: ' fill="url(#fill-unknown)"'}


def bar(value: float, most: float) -> Markup:
    """One amount beside the largest of its column."""
    share = 100 * value / most if most else 0.0
    if value:
        share = max(share, 0.5)  # what is there can be seen
    return Markup(  # noqa: S704 - a number in our own text
        '<svg class="bar" width="100%" height="12" aria-hidden="true"><rect class="track" width="100%" height="12"/>'
        f'<rect class="amount" width="{share:.1f}%" height="12"/></svg>'
    )


def stack(counts: Sequence[tuple[State, int]], most: int = 0) -> Markup:
    """Cells by state in one bar: red solid, amber lines, unknown hatched, green outlined."""
    whole = max(most, sum(count for _, count in counts)) or 1
    parts, left = [], 0.0
    for state, count in counts:
        if not count:
            continue
        width = 100 * count / whole
        parts.append(
            f'<rect class="{state.value}" x="{left:.2f}%" y="1" width="{width:.2f}%" height="16"{_FILL.get(state, "")}/>'
        )
        left += width
    return Markup('<svg class="stack" width="100%" height="18" aria-hidden="true">' + "".join(parts) + "</svg>")  # noqa: S704 - drawn by us

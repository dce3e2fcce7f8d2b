"""Small drawings, made of attributes and classes alone, as the policy asks: nothing inline is needed.

The report's bars and stacks are used as they are. A number always stands beside its drawing as text, so a drawing is hidden
from who listens.

>>> spark([7, 8, 9, 10, 10, 13], 14).count("<path")
2
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from markupsafe import Markup

from bailee.reports.charts import PATTERNS as PATTERNS
from bailee.reports.charts import bar as bar
from bailee.reports.charts import stack as stack
from bailee.vocabulary import State

_WIDTH, _HEIGHT = 96, 24
BANDS = (10, 50, 500, 2_000)  # amounts 1–9, 10–49, 50–499, 500–1,999, 2,000 and more


def spark(values: Sequence[float], most: float = 0) -> Markup:
    """A run of values in steps, its end marked. Give the same `most` to all of a column, so that they share a scale."""
    if not values:
        return Markup("")
    top = max(most, *values, 1)
    step = (_WIDTH - 6) / max(len(values) - 1, 1)
    heights = [_HEIGHT - 3 - (_HEIGHT - 7) * value / top for value in values]
    run = f"M1 {heights[0]:.1f}" + "".join(
        f"H{1 + step * index:.1f}V{height:.1f}" for index, height in enumerate(heights[1:], 1)
    )
    end = 1 + step * (len(values) - 1)
    return Markup(  # noqa: S704 - numbers in our own text
        f'<svg class="spark" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}" aria-hidden="true">'
        f'<path class="base" d="M0 {_HEIGHT - 2.5}H{_WIDTH}"/><path class="run" d="{run}"/>'
        f'<circle class="end" cx="{end:.1f}" cy="{heights[-1]:.1f}" r="2.5"/></svg>'
    )


def range_bar(low: int, high: int, most: int) -> Markup:
    """A range on the scale of its column: up to the fewest full, from there to the most lighter."""
    top = max(most, high, 1)
    sure, width = 100 * low / top, 100 * (high - low) / top
    return Markup(  # noqa: S704 - numbers in our own text
        '<svg class="bar" width="100%" height="12" aria-hidden="true"><rect class="track" width="100%" height="12"/>'
        f'<rect class="amount" width="{sure:.1f}%" height="12"/>'
        f'<rect class="perhaps" x="{sure:.1f}%" width="{max(width, 0.0):.1f}%" height="12"/></svg>'
    )


@cache
def level(rank: int, of: int) -> Markup:
    """Rising bars, `rank` of them filled: how sure, how bad."""
    bars = "".join(
        f'<rect{" class=on" * (bar < rank)} x="{bar * 5}" y="{9 - bar * 9 // of}" width="3.6" height="{3 + bar * 9 // of}"/>'
        for bar in range(of)
    )
    return Markup(f'<svg viewBox="0 0 {of * 5 - 1} 12" aria-hidden="true">{bars}</svg>')  # noqa: S704 - numbers in our text


def limit_bar(within: int, past: int) -> Markup:
    """What is within its limit, and what is past it: a tick stands between."""
    whole = within + past
    share = 100 * within / whole if whole else 100.0
    over = ""
    if past:
        over = (
            f'<rect class="over" x="{share:.1f}%" y="4" width="{100 - share:.1f}%" height="16"/>'
            f'<line class="limit" x1="{share:.1f}%" x2="{share:.1f}%" y1="0" y2="24"/>'
        )
    return Markup(  # noqa: S704 - numbers in our own text
        '<svg class="bar" width="100%" height="24" aria-hidden="true">'
        f'<rect class="amount" y="4" width="{share:.1f}%" height="16"/>{over}</svg>'
    )


def hatched() -> Markup:
    """A bar whose length nobody knows. Needs `PATTERNS` on the page."""
    return Markup(
        '<svg class="bar" width="100%" height="24" aria-hidden="true">'
        '<rect y="4" width="100%" height="16" fill="url(#fill-unknown)"/></svg>'
    )


def states(counts: Mapping[str, int], most: int = 0) -> Markup:
    """Counts by state as one bar, worst on the left. Needs `PATTERNS` on the page."""
    order = (State.RED, State.AMBER, State.UNKNOWN, State.GREEN)
    return stack([(state, counts.get(state.value, 0)) for state in order], most)


def band(amount: int) -> int:
    """Which of the five blues an amount gets; 0 gets none.

    >>> [band(amount) for amount in (0, 9, 10, 2000)]
    [0, 1, 2, 5]
    """
    return 0 if amount == 0 else 1 + sum(amount >= edge for edge in BANDS)


def plot_data(kind: str, labels: Sequence[str], series: Sequence[Mapping[str, Any]], **more: Any) -> str:
    """What `js/plots.js` draws, for a `data-plot` attribute; the template escapes it.

    `kind` is line, steps or bars. A series is {"label", "values"} and may have "token" (amount-4), "dashed" or "state".
    """
    return json.dumps({"kind": kind, "labels": list(labels), "series": [dict(each) for each in series], **more})

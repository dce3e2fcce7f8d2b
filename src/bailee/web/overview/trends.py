"""How the cells stood, week by week.

>>> from datetime import UTC
>>> at = datetime(2026, 11, 25, tzinfo=UTC)
>>> kept = (Snapshot(at - 3 * WEEK, at.date(), 5, 0, 0, 0, 0, 0), Snapshot(at - WEEK, at.date(), 2, 0, 0, 0, 0, 0))
>>> [week["red"] for week in weekly(kept, at)]
[5, 5, 2, 2]
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bailee.operations.show_status import WEEK
from bailee.store.rows.snapshots import CELLS, Snapshot
from bailee.web import words
from bailee.web.charts import plot_data

WEEKS = 12


def weekly(kept: Sequence[Snapshot], now: datetime) -> list[dict[str, Any]]:
    """Counts at the end of each of the last weeks, oldest first; it begins with the first week that was kept."""
    weeks = []
    for back in range(WEEKS - 1, -1, -1):
        end = now - back * WEEK
        then = [each for each in kept if each.at <= end]
        if then:
            weeks.append({"on": end.date(), **{state: getattr(then[-1], state) for state in CELLS}})
    return weeks


def plotted(weeks: Sequence[dict[str, Any]]) -> str:
    """The same for the page's script; green is left out, for it says nothing of what is to do."""
    labels = [words.day(week["on"]) for week in weeks]
    states = ("red", "amber", "unknown")
    return plot_data(
        "steps",
        labels,
        [{"label": state, "values": [week[state] for week in weeks], "state": state} for state in states],
    )

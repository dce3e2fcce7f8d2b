"""Judging: how probable a kind is by what its terms say, what its own rule says and what the text resembles, together.

Each of the three alone errs in its own way. How much each counts was learnt (`training/fit_judging.py`) from documents that none of
the three had seen: the terms were written before them, and what texts resemble was learnt without them. That somebody is told of
adds nothing beside these: what a text resembles holds it already.
"""

from __future__ import annotations

from math import exp, log

from bailee.kinds.about import ENOUGH, certainty
from bailee.kinds.likeness import NONE
from bailee.kinds.reading import Reading
from bailee.kinds.terms import Topic
from bailee.kinds.weighing import Weighed

LEAST_POINTS, MOST_POINTS = -3.0, 10.0  # from terms, that count
LEAST_CERTAIN, MOST_CERTAIN = -3.0, 6.0  # of what tells of somebody
LEAST = 1e-4  # of probability
OF_MACHINES = frozenset(
    {"web-history", "keystroke-log", "gps-track", "badge-log", "remote-session-recording"}
)  # whose lines other logs resemble
NOTHING = Topic()
BEGIN = 2.67
WEIGHTS = {
    "like": 1.59,
    "rival": 1.2,
    "points": 0.48,
    "rule": 0.05,
    "certain": -0.39,
    "everybody": -0.21,
    "table": -1.0,
    "machine": 0.5,
}


def signs(reading: Reading, kind: str, ruled: Weighed | None) -> dict[str, float]:
    """What speaks for a kind and against it."""
    like = reading.likeness.get(kind, 0.0)
    rival = max((much for other, much in reading.likeness.items() if other not in (kind, NONE)), default=0.0)
    bounded = min(max(like, LEAST), 1 - LEAST)
    points = reading.topics.get(kind, NOTHING).points
    return {
        "like": log(bounded / (1 - bounded)),
        "rival": log((like + LEAST) / (like + rival + 2 * LEAST)),
        "points": min(max(points, LEAST_POINTS), MOST_POINTS),
        "rule": 0.0 if ruled is None else 1.0 + ruled.confidence.rank,
        "certain": min(max(certainty(reading), LEAST_CERTAIN), MOST_CERTAIN),
        "everybody": min(max(points, 0.0), MOST_POINTS) * min(max(ENOUGH - certainty(reading), 0.0), MOST_CERTAIN),
        "table": float(reading.is_table),
        "machine": float(kind in OF_MACHINES),
    }


def judged(reading: Reading, kind: str, ruled: Weighed | None) -> float:
    """How probable it is that a text is of a kind."""
    known = signs(reading, kind, ruled)
    return 1 / (1 + exp(-BEGIN - sum(WEIGHTS[name] * value for name, value in known.items())))

"""Of the people in a list who lack a value that others there have: how often the detectors missed it, and it is there.

A column is filled, or is left empty for some; a detector finds more or less of it than elsewhere. All three together make how
many lack it, and each way to make it is weighed by how likely it makes as many as do (Bayes).

>>> [round(missed_share(lacking, 80, 0.85)[0], 2) for lacking in (4, 12, 40)]
[0.84, 0.79, 0.66]
>>> round(missed_share(12, 80, 0.99)[0], 2)
0.07
"""

from __future__ import annotations

from functools import lru_cache
from math import exp, log

FORMS = "forms"  # instead of a document: forms, each about one person, that are like few others
LEAST = 5  # rows that make a list
_FEWEST = 0.2  # of the rows, how many at least have a value that is a column of it
# How much more or less is missed than elsewhere: as often each; three times as much now and then (twelfths of an exponential
# distribution: a detector that does well on one sort of document does badly on the next).
_WORSE = (0.04, 0.13, 0.23, 0.34, 0.47, 0.61, 0.78, 0.98, 1.23, 1.57, 2.08, 3.18)
_PARTS = 32
# The share left empty: as often none as any; of those a small one as often as one twice as large, from one in a hundred on.
_EMPTY = ((0.0, _PARTS), *((0.01 * 80 ** ((part + 0.5) / _PARTS), 1) for part in range(_PARTS)))  # each with how often


def is_column(have: int, rows: int) -> bool:
    """Whether so many of the rows have it that the others lack it."""
    return rows >= LEAST and have >= _FEWEST * rows


@lru_cache(maxsize=4_096)
def missed_share(lacking: int, rows: int, recall: float) -> tuple[float, float]:
    """Of those in a list who lack a value, the share whose value was missed, and its variance."""
    found: list[tuple[float, float]] = []  # log-likelihood, share
    for worse in _WORSE:
        missed = min((1 - recall) * worse, 0.99)
        if missed <= 0:
            continue
        for empty, times in _EMPTY:
            without = empty + (1 - empty) * missed
            likely = lacking * log(without) + (rows - lacking) * log(1 - without)
            found += [(likely, (1 - empty) * missed / without)] * times
    if not found:
        return 0.0, 0.0
    most = max(likely for likely, _ in found)
    weights = [exp(likely - most) for likely, _ in found]
    total = sum(weights)
    mean = sum(weight * share for weight, (_, share) in zip(weights, found, strict=True)) / total
    square = sum(weight * share**2 for weight, (_, share) in zip(weights, found, strict=True)) / total
    return mean, square - mean**2

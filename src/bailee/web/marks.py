"""Marks that stand in every row of a long list, made once for each sort: how sure, how bad, where.

>>> str(bad("low"))[:26], sure("likely", 0.88) is sure("likely", 0.88)
('<span class="level"><svg v', True)
>>> str(path(("a.zip", "<b>.csv")))[:33]
'<span class="path">a.zip<i aria-h'
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup

from bailee.web import words
from bailee.web.charts import level

_INTO = Markup('<i aria-hidden="true">›</i><span class="away"> in it </span>')


@lru_cache(maxsize=1_000)
def sure(confidence: str, probability: float | None = None) -> Markup:
    """How sure: possible, likely, verified, with its number. Never mixed with how bad."""
    figure = Markup("")
    if probability is not None:
        figure = Markup(' <span class="figure">{}</span>').format(words.probability(probability))
    return Markup('<span class="level">{}<span>{}{}</span></span>').format(
        level(words.confidence_rank(confidence), 3), confidence, figure
    )


@lru_cache(maxsize=16)
def bad(severity: str) -> Markup:
    """How bad: low, medium, high, severe."""
    return Markup('<span class="level">{}<span>{}</span></span>').format(
        level(words.severity_rank(severity), 4), severity
    )


def path(segments: Sequence[str]) -> Markup:
    """A locator on one line."""
    return Markup('<span class="path">{}</span>').format(_INTO.join(segments))

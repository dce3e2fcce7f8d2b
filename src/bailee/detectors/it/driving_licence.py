"""Driving licence, patente di guida (Italy).

>>> found("it-driving-licence", "Patente di guida n. U1H00A000B")
[('U1H00A000B', 'likely')]
>>> found("it-driving-licence", "Patente di guida n. AB123456")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import DRIVING, judge_national

CATEGORY = "driving-licence"
SOURCE = "https://www.ilportaledellautomobilista.it/"

_NAMES = ("patente di guida", "numero patente", "patente n", "n. patente", "italian driving licence")
LABELS = (
    Label(
        (*_NAMES, *DRIVING),
        r"(?P<value>(?:[A-Z]{2}\d{7}|U1[0-9A-Z]{7})[A-Z])(?![\w\-])",
        headings=("patente",),
        reach=30,
    ),
)
_WORDS = words(*_NAMES, "patente")


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value
    if len(digits_of(value)) < 3:
        return None
    return judge_national(candidate, value, _WORDS, "it", chance=1)

"""Unified civil number, ЕГН (Bulgaria).

>>> found("bg-egn", "EGN: 7523169263")
[('7523169263', 'verified')]
>>> found("bg-egn", "EGN: 8019010008")  # no such month
[]
"""

from __future__ import annotations

from stdnum.bg import egn

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import PERSONAL, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://www.grao.bg/esgraon.html"

_NAMES = (
    "egn",
    "егн",
    "единен граждански номер",
    "edinen grazhdanski nomer",
    "unified civil number",
    "uniform civil number",
)
LABELS = (Label((*_NAMES, *PERSONAL), r"(?P<value>\d{6} ?\d{3} ?\d)(?![^\W_]|[.\-/]\d)", reach=30),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not egn.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "bg", chance=0.01)

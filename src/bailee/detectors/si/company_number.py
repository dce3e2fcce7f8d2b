"""Company number, matična številka (Slovenia).

>>> found("si-company-number", "Matična številka: 9331310000")
[('9331310000', 'verified')]
>>> found("si-company-number", "Matična številka: 9331320000")  # the check digit is wrong
[]
"""

from __future__ import annotations

from stdnum.si import maticna

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import judge_national

CATEGORY = "business-identifier"
SOURCE = "https://www.ajpes.si/"

_NAMES = (
    "matična številka",
    "maticna stevilka",
    "matična št",
    "maticna st",
    "mat. št",
    "mat. st",
    "slovenian company number",
)
LABELS = (Label(_NAMES, r"(?P<value>\d{7}(?:\d{3})?)(?![^\W_]|[.\-/]\d)", reach=20),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not maticna.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "si", chance=0.1)

"""National identity number, PESEL (Poland).

>>> found("pl-pesel", "PESEL: 44051401359")
[('44051401359', 'verified')]
>>> found("pl-pesel", "PESEL: 44051401358")  # the check digit is wrong
[]
"""

from __future__ import annotations

from stdnum.pl import pesel

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import PERSONAL, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://www.gov.pl/web/gov/czym-jest-numer-pesel"

_NAMES = (
    "pesel",
    "numer pesel",
    "nr pesel",
)
LABELS = (Label((*_NAMES, *PERSONAL), r"(?P<value>\d{11})(?![^\W_]|[.\-/]\d)", reach=30),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not pesel.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "pl", chance=0.003)

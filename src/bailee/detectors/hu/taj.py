"""Social security number, TAJ szám (Hungary).

>>> found("hu-taj", "TAJ szám: 123 456 788")
[('123 456 788', 'verified')]
>>> found("hu-taj", "TAJ szám: 123 456 789")  # the check digit is wrong
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import HEALTH, SOCIAL, judge_national

CATEGORY = "health-identifier"
SOURCE = "https://net.jogtar.hu/jogszabaly?docid=99600020.tv"

_NAMES = (
    "taj",
    "taj szám",
    "taj szam",
    "taj kártya",
    "taj kartya",
    "társadalombiztosítási azonosító",
    "tarsadalombiztositasi azonosito",
)


def _is_valid(digits: str) -> bool:
    """Eight digits weighted 3 and 7, modulo 10, are the ninth."""
    total = sum(int(digit) * (7 if place % 2 else 3) for place, digit in enumerate(digits[:8]))
    return total % 10 == int(digits[8]) and len(set(digits)) > 1


LABELS = (Label((*_NAMES, *SOCIAL, *HEALTH), r"(?P<value>\d{3}[ \-]?\d{3}[ \-]?\d{3})(?![^\W_]|[.\-/]\d)", reach=30),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not _is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "hu", chance=0.1)

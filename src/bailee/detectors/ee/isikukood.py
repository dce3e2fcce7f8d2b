"""Personal identification code, isikukood (Estonia).

>>> found("ee-isikukood", "Isikukood: 36805280109")
[('36805280109', 'verified')]
>>> found("ee-isikukood", "Isikukood: 36805280108")  # the check digit is wrong
[]
"""

from __future__ import annotations

from stdnum.ee import ik

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import PERSONAL, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://www.riigiteataja.ee/akt/106032012004"

_NAMES = (
    "ik",
    "isikukood",
    "isikukoodi",
    "estonian personal code",
    "estonian id code",
)
LABELS = (Label((*_NAMES, *PERSONAL), r"(?P<value>[1-8]\d{10})(?![^\W_]|[.\-/]\d)", reach=30),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not ik.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "ee", chance=0.006)

"""Registry code, registrikood (Estonia).

>>> found("ee-registry-code", "Registrikood: 12345678")
[('12345678', 'verified')]
>>> found("ee-registry-code", "Registrikood: 12345679")  # the check digit is wrong
[]
"""

from __future__ import annotations

from stdnum.ee import registrikood

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import judge_national

CATEGORY = "business-identifier"
SOURCE = "https://ariregister.rik.ee/"

_NAMES = (
    "registrikood",
    "registrikoodi",
    "reg. kood",
    "estonian registry code",
)
LABELS = (Label(_NAMES, r"(?P<value>[1789]\d{7})(?![^\W_]|[.\-/]\d)", reach=20),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not registrikood.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "ee", chance=0.04)

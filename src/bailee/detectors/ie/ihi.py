"""Individual health identifier, IHI (Ireland).

>>> found("ie-ihi", "IHI number: 539112345678901235")
[('539112345678901235', 'verified')]
>>> found("ie-ihi", "IHI number: 539112345678901234")  # the check digit is wrong
[]
"""

from __future__ import annotations

from stdnum import ean

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import HEALTH, judge_national

CATEGORY = "health-identifier"
SOURCE = "https://www2.hse.ie/services/individual-health-identifier/"

_NAMES = (
    "ihi",
    "ihi number",
    "individual health identifier",
)


def _is_valid(digits: str) -> bool:
    return bool(ean.calc_check_digit(digits[:-1]) == digits[-1])  # as GS1's service relation numbers


LABELS = (Label((*_NAMES, *HEALTH), r"(?P<value>\d{18})(?![^\W_]|[.\-/]\d)", reach=30),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not _is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "ie", chance=0.1)

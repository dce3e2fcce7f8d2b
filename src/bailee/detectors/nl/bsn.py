"""Citizen service number, BSN (Netherlands).

>>> found("nl-bsn", "BSN: 1112.22.333")
[('1112.22.333', 'verified')]
>>> found("nl-bsn", "BSN: 1112.52.333")  # the check digit is wrong
[]
"""

from __future__ import annotations

from stdnum.nl import bsn

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import PERSONAL, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://www.rvig.nl/en/citizen-service-number"

_NAMES = (
    "bsn",
    "bsn nummer",
    "burgerservicenummer",
    "sofinummer",
    "sofi nummer",
    "citizen service number",
)
LABELS = (
    Label(
        (*_NAMES, *PERSONAL),
        r"(?P<value>\d{4}[. ]?\d{2}[. ]?\d{3}|\d{3}[. ]?\d{3}[. ]?\d{3}|\d{8})(?![^\W_]|[.\-/]\d)",
        reach=30,
    ),
)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not bsn.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "nl", chance=0.09)

"""Individual healthcare identifier, IHI (Australia).

>>> found("au-ihi", "IHI: 8003 6080 0006 5434")
[]
>>> found("au-ihi", "IHI 8003 6012 3456 7894")
[('8003 6012 3456 7894', 'verified')]
"""

from __future__ import annotations

from stdnum import luhn

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import fits_column, judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Shape, digits_of, words

CATEGORY = "health-identifier"
SOURCE = "https://www.servicesaustralia.gov.au/individual-healthcare-identifiers"

SHAPES = (
    Shape(
        r"(?<![\w.\-/])(?P<value>8003[ \-]?60\d{2}[ \-]?\d{4}[ \-]?\d{4})(?![\w\-/]|\.\d)",
        triggers=("80036[0-9]", "8003 60", "8003-60"),
        before=8,
        after=16,
    ),
)
_CONTEXT = words("ihi", "healthcare identifier", "health identifier", "my health record", "medicare", "patient")


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not luhn.is_valid(value):
        return None
    if not fits_column(candidate, lambda other: luhn.is_valid(digits_of(other))):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.1, bare=0.9)

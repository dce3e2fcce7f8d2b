"""Unique taxpayer reference, UTR (United Kingdom).

>>> found("uk-utr", "UTR: 1955839661")
[('1955839661', 'verified')]
>>> found("uk-utr", "UTR: 2955839661")  # the check digit is wrong
[]
"""

from __future__ import annotations

from stdnum.gb import utr

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import judge_national

CATEGORY = "tax-identifier"
SOURCE = "https://www.gov.uk/find-utr-number"

_NAMES = (
    "utr",
    "utr number",
    "unique taxpayer reference",
    "unique tax reference",
    "self assessment reference",
)
LABELS = (Label(_NAMES, r"(?P<value>\d{5} ?\d{5}|\d{3} \d{3} \d{4})K?(?![^\W_]|[.\-/]\d)", reach=30),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not utr.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "gb", chance=0.1)

"""Tax identification, adóazonosító jel (Hungary).

>>> found("hu-tax-number", "Adóazonosító jel: 8071592153")
[('8071592153', 'verified')]
>>> found("hu-tax-number", "Adóazonosító jel: 8071592154")  # the check digit is wrong
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import TAX, judge_national

CATEGORY = "tax-identifier"
SOURCE = "https://nav.gov.hu/en/taxation/taxinfo"

_NAMES = (
    "adóazonosító",
    "adoazonosito",
    "adóazonosító jel",
    "adoazonosito jel",
    "adószám",
    "adoszam",
    "adóazonosító jele",
    "adoazonosito jele",
)


def _is_valid(digits: str) -> bool:
    """8, days since 1867, a serial number; nine digits by their places, modulo 11, are the tenth."""
    return sum(int(digit) * place for place, digit in enumerate(digits[:9], 1)) % 11 == int(digits[9])


LABELS = (Label((*_NAMES, *TAX), r"(?P<value>8\d{3}[ \-]?\d{3}[ \-]?\d{3})(?![^\W_]|[.\-/]\d)", reach=30),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not _is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "hu", chance=0.01)

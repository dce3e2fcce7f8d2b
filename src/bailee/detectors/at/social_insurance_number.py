"""Social insurance number, Sozialversicherungsnummer (Austria).

>>> found("at-social-insurance-number", "Sozialversicherungsnummer: 1237 010180")
[('1237 010180', 'verified')]
>>> found("at-social-insurance-number", "Sozialversicherungsnummer: 2237 010180")  # the check digit is wrong
[]
"""

from __future__ import annotations

from stdnum.at import vnr

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import SOCIAL, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://www.sozialversicherung.at/cdscontent/?contentid=10007.820902"

_NAMES = (
    "vnr",
    "vsnr",
    "svnr",
    "sv nummer",
    "sv nr",
    "sozialversicherungsnummer",
    "versicherungsnummer",
    "österreichische sozialversicherung",
    "osterreichische sozialversicherung",
)
LABELS = (Label((*_NAMES, *SOCIAL), r"(?P<value>\d{4}[ \-/]?\d{2} ?\d{2} ?\d{2})(?![^\W_]|[.\-/]\d)", reach=30),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not vnr.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "at", chance=0.004)

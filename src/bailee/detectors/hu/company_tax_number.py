"""Company tax number, adószám (Hungary).

>>> found("hu-company-tax-number", "Adószám: 12892312-2-42")
[('12892312-2-42', 'verified')]
>>> found("hu-company-tax-number", "Adószám: 12892313-2-42")  # the check digit is wrong
[]
"""

from __future__ import annotations

from stdnum.hu import anum

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, words
from bailee.detectors.national import judge_national

CATEGORY = "business-identifier"
SOURCE = "https://nav.gov.hu/en"

_NAMES = (
    "adószám",
    "adoszam",
    "adószáma",
    "adoszama",
    "közösségi adószám",
    "kozossegi adoszam",
    "hungarian vat",
)
LABELS = (Label((*_NAMES, "vat number"), r"(?P<value>(?:HU[ \-]?)?\d{8}(?:-\d-\d{2})?)(?![^\W_]|[.\-/]\d)", reach=20),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = anum.compact(candidate.value)[:8]
    if not anum.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "hu", chance=0.1)

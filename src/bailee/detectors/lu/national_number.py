"""National identification number, matricule (Luxembourg).

>>> found("lu-national-number", "Matricule: 1893120105732")
[('1893120105732', 'verified')]
>>> found("lu-national-number", "Matricule: 1893120105733")  # the second check digit is wrong
[]
"""

from __future__ import annotations

from stdnum import luhn, verhoeff

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import PERSONAL, SOCIAL, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://ccss.public.lu/en/support/matricule.html"

_NAMES = (
    "matricule",
    "numéro de matricule",
    "numero de matricule",
    "numéro d'identification national",
    "numero d'identification national",
    "luxembourg national id",
    "sozialversicherungsnummer luxemburg",
)
LABELS = (
    Label(
        (*_NAMES, *PERSONAL, *SOCIAL),
        r"(?P<value>(?:18|19|20)\d{2}[ \-]?[01]\d[0-3]\d[ \-]?\d{3}[ \-]?\d{2})(?![^\W_]|[.\-/]\d)",
        reach=30,
    ),
)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not (luhn.is_valid(value[:12]) and verhoeff.is_valid(value[:11] + value[12])):
        return None
    return judge_national(candidate, value, _WORDS, "lu", chance=0.001)

"""Organisation number, organisationsnummer (Sweden).

>>> found("se-organisation-number", "Organisationsnummer: 1234567897")
[('1234567897', 'verified')]
>>> found("se-organisation-number", "Organisationsnummer: 1234567891")  # the check digit is wrong
[]
"""

from __future__ import annotations

from stdnum.se import orgnr

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import judge_national

CATEGORY = "business-identifier"
SOURCE = "https://www.bolagsverket.se/"

_NAMES = (
    "organisationsnummer",
    "orgnr",
    "org. nr",
    "org nr",
    "swedish organisation number",
)
LABELS = (Label(_NAMES, r"(?P<value>\d{6}-?\d{4})(?![^\W_]|[.\-/]\d)", reach=30),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not orgnr.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "se", chance=0.1)

"""Company number, SIREN (France).

>>> found("fr-siren", "SIREN: 404833048")
[('404833048', 'verified')]
>>> found("fr-siren", "SIREN: 404833047")  # the check digit is wrong
[]
"""

from __future__ import annotations

from stdnum.fr import siren

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import judge_national

CATEGORY = "business-identifier"
SOURCE = "https://www.insee.fr/en/metadonnees/definition/c2047"

_NAMES = (
    "siren",
    "n° siren",
    "numéro siren",
    "numero siren",
    "rcs",
)
LABELS = (Label(_NAMES, r"(?P<value>\d{3} ?\d{3} ?\d{3})(?! ?\d)(?![^\W_]|[.\-/]\d)", reach=30),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not siren.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "fr", chance=0.1)

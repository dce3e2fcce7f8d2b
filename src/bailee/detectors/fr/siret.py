"""Establishment number, SIRET (France).

>>> found("fr-siret", "SIRET: 73282932000074")
[('73282932000074', 'verified')]
>>> found("fr-siret", "SIRET 732 829 320 000 74")
[('732 829 320 000 74', 'verified')]
>>> found("fr-siret", "SIRET: 73282932000079")  # the check digit is wrong
[]
"""

from __future__ import annotations

from stdnum.fr import siret

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import judge_national

CATEGORY = "business-identifier"
SOURCE = "https://www.insee.fr/en/metadonnees/definition/c1841"

_NAMES = (
    "siret",
    "n° siret",
    "numéro siret",
    "numero siret",
)
LABELS = (Label(_NAMES, r"(?P<value>\d{3} ?\d{3} ?\d{3} ?\d{3} ?\d{2})(?![^\W_]|[.\-/]\d)", reach=30),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not siret.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "fr", chance=0.1)

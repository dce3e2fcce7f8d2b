"""Tax number, numéro fiscal SPI (France).

>>> found("fr-tax-number", "Numéro fiscal: 3023217600053")
[('3023217600053', 'verified')]
>>> found("fr-tax-number", "Numéro fiscal: 3023217600054")  # the check digits are wrong
[]
"""

from __future__ import annotations

from stdnum.fr import nif

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import TAX, judge_national

CATEGORY = "tax-identifier"
SOURCE = "https://ec.europa.eu/taxation_customs/tin/tinByCountry.html"

_NAMES = (
    "nif",
    "numéro fiscal",
    "numero fiscal",
    "numéro fiscal de référence",
    "numero fiscal de reference",
    "spi",
    "identifiant fiscal",
    "numéro d'immatriculation fiscale",
    "numero d'immatriculation fiscale",
)
LABELS = (Label((*_NAMES, *TAX), r"(?P<value>[0-3]\d ?\d{2} ?\d{3} ?\d{3} ?\d{3})(?![^\W_]|[.\-/]\d)", reach=30),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not nif.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "fr", chance=0.002)

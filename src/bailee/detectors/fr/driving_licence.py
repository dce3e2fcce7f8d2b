"""Driving licence, permis de conduire (France).

>>> found("fr-driving-licence", "Permis de conduire n° 911091204567")
[('911091204567', 'likely')]
>>> found("fr-driving-licence", "Permis de conduire n° 9110912")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, is_filler, words
from bailee.detectors.national import DRIVING, judge_national

CATEGORY = "driving-licence"
SOURCE = "https://www.service-public.fr/particuliers/vosdroits/N530"

_NAMES = (
    "permis de conduire",
    "numéro de permis",
    "numero de permis",
    "n° de permis",
    "neph",
    "french driving licence",
)
# Twelve digits: year, month, department and a serial; the card of 2013 has two digits, two letters, five digits.
LABELS = (
    Label(
        (*_NAMES, *DRIVING), r"(?P<value>\d{2} ?[01]\d ?\d{2} ?\d{6}|\d{2}[A-Z]{2}\d{5})(?![^\W_]|[.\-/]\d)", reach=30
    ),
)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value.replace(" ", "")
    if is_filler(value) if value.isdigit() else not candidate.labelled:
        return None
    return judge_national(candidate, value, _WORDS, "fr", chance=1)

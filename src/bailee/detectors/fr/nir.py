"""Social security number, NIR (France).

>>> found("fr-nir", "Numéro de sécurité sociale: 2 95 10 99 126 111 93")
[('2 95 10 99 126 111 93', 'verified')]
>>> found("fr-nir", "Numéro de sécurité sociale: 295109912611199")  # the key is wrong
[]
"""

from __future__ import annotations

from stdnum.fr import nir

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Shape, words
from bailee.detectors.national import PERSONAL, SOCIAL, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://www.insee.fr/en/metadonnees/definition/c1409"

_NAMES = (
    "nir",
    "numéro de sécurité sociale",
    "numero de securite sociale",
    "sécurité sociale",
    "n° sécu",
    "no sécu",
    "num sécu",
    "numéro sécu",
    "numéro de sécu",
    "n° de sécu",
    "securite sociale",
    "n° ss",
    "numéro ss",
    "numero ss",
    "insee",
    "numéro insee",
    "numero insee",
    "carte vitale",
    "nss",
    "numéro d'assuré",
    "numero d'assure",
    "french social security",
)
SHAPES = (
    Shape(
        r"(?<![\w\-.])(?P<value>[1-478] \d{2} \d{2} (?:\d{2}|2[AB]) \d{3} \d{3} ?[ /\-]? ?\d{2})(?![^\W_]|[.\-/ ]\d)",
        outlines=("0 00 00 [00][0A] 000 000",),
        before=24,
        after=8,
    ),
)
LABELS = (
    Label(
        (*_NAMES, *PERSONAL, *SOCIAL),
        r"(?P<value>[1-478] ?\d{2} ?\d{2} ?(?:\d{2}|2[ABab]) ?\d{3} ?\d{3} ?[/\-]?(?:\d{2}|\(\d{2}\)))(?![^\W_]|[.\-/]\d)",
        reach=30,
    ),
)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = "".join(filter(str.isalnum, candidate.value)).upper()
    if not nir.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "fr", chance=0.01, bare=0.93)

"""Identity number, DNI or NIF of a resident (Spain).

>>> found("es-dni", "DNI: 54362315-K")
[('54362315-K', 'verified')]
>>> found("es-dni", "DNI: 54362315Z")  # the check letter is wrong
[]
"""

from __future__ import annotations

from stdnum.es import dni, nif

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Shape, words
from bailee.detectors.national import CARD, PERSONAL, TAX, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://www.interior.gob.es/opencms/es/servicios-al-ciudadano/tramites-y-gestiones/dni/"

_NAMES = (
    "dni", "nif", "n.i.f.", "d.n.i.", "documento nacional de identidad", "número de identificación fiscal",
    "numero de identificacion fiscal", "spanish id",
)  # fmt: skip
SHAPES = (
    Shape(
        r"(?<![\w\-./])(?P<value>\d{8}-?[A-HJ-NP-TV-Z])(?![\w]|-\d)",
        outlines=("[^0AGag]00000000[AG][^0AGag]", "[^0AGag]00000000-[AG][^0AGag]"),
        before=13,
        after=3,
    ),
)
# K, L and M: under 14, abroad, and foreigners without an NIE.
LABELS = (
    Label((*_NAMES, *PERSONAL, *TAX, *CARD), r"(?P<value>(?:\d{1,2}\.\d{3}\.\d{3}|\d{7,8}|[KLM]-?\d{7})[ \-]?[A-Za-z])(?![\w]|-\d)", reach=30),
)  # fmt: skip
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = "".join(filter(str.isalnum, candidate.value)).upper().zfill(9)
    if not (dni.is_valid(value) or (value[0] in "KLM" and nif.is_valid(value))):
        return None
    return judge_national(candidate, value, _WORDS, "es", chance=0.045, bare=0.6)

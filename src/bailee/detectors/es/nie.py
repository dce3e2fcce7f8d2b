"""Foreigner's identity number, NIE (Spain).

>>> found("es-nie", "Número de identidad de extranjero: X2482300W")
[('X2482300W', 'verified')]
>>> found("es-nie", "Número de identidad de extranjero: X2482300A")  # the check letter is wrong
[]
"""

from __future__ import annotations

from stdnum.es import nie

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Shape, words
from bailee.detectors.national import PERSONAL, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://www.interior.gob.es/opencms/es/servicios-al-ciudadano/tramites-y-gestiones/extranjeria/numero-de-identidad-de-extranjero-nie/"

_NAMES = (
    "número de identificación de extranjero",
    "numero de identificacion de extranjero",
    "foreigner number",
    "nie",
    "n.i.e.",
    "número de identidad de extranjero",
    "numero de identidad de extranjero",
    "nie number",
    "número nie",
    "numero nie",
    "numero de nie",
    "foreigner's identity number",
    "dni/nie",
)
SHAPES = (
    Shape(
        r"(?<![\w\-])(?P<value>[XYZ]-?\d{7}-?[A-Z])(?![\w]|-\d)",
        outlines=(
            "[^0AGag]G0000000[AG][^0AGag]",
            "[^0AGag]G0000000-[AG][^0AGag]",
            "[^0AGag]G-0000000-[AG][^0AGag]",
            "[^0AGag]G-0000000[AG][^0AGag]",
        ),
        before=15,
        after=3,
    ),
)
_VALUE = r"(?P<value>[XYZxyz][ \-]?\d{7}[ \-]?[A-Za-z])(?![\w]|-\d)"
LABELS = (Label((*_NAMES, *PERSONAL), _VALUE, reach=30),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = nie.compact(candidate.value)
    if not nie.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "es", chance=0.05, bare=0.7)

"""Tax number, CUIT or CUIL (Argentina).

>>> found("ar-cuit", "CUIT: 20-05536168-2")
[('20-05536168-2', 'verified')]
>>> found("ar-cuit", "CUIL 20267565392")
[]
"""

from __future__ import annotations

from stdnum.ar import cuit

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import fits_column
from bailee.detectors.interface import Candidate, Judgement, Label, Shape, is_filler, words
from bailee.detectors.national import TAX, judge_national

CATEGORY = "tax-identifier"
SOURCE = "https://www.argentina.gob.ar/arca"

SHAPES = (
    Shape(
        r"(?<![\w.\-/])(?P<value>(?:2[03467]|3[034])-\d{8}-\d)(?![\w\-/]|\.\d)",
        outlines=("00-00000000-0",),
        before=14,
        after=4,
    ),
)
_OWN = Label(
    (
        "cuit",
        "cuil",
        "c.u.i.t.",
        "c.u.i.l.",
        "clave única de identificación tributaria",
    ),
    r"(?P<value>[23]\d[\- ]?\d{8}[\- ]?\d)(?![^\W_]|[.\-/]\d)",
    reach=16,
)
LABELS = (_OWN, Label(TAX, _OWN.value))
_CONTEXT = words(*_OWN.phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = cuit.compact(candidate.value)
    if not cuit.is_valid(value) or is_filler(value):
        return None
    if not fits_column(candidate, cuit.is_valid):
        return None
    return judge_national(candidate, value, _CONTEXT, "ar", chance=0.1, bare=0.6 if "-" in candidate.value else 0.0)

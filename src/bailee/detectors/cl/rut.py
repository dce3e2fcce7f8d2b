"""National and tax number, RUN and RUT (Chile).

>>> found("cl-rut", "RUT: 76.086.428-5")
[('76.086.428-5', 'verified')]
>>> found("cl-rut", "RUN 12.531.909-3")
[]
"""

from __future__ import annotations

from stdnum.cl import rut

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import fits_column
from bailee.detectors.interface import Candidate, Judgement, Label, Shape, digits_of, is_filler, words
from bailee.detectors.national import PERSONAL, TAX, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://www.registrocivil.cl/"

SHAPES = (
    Shape(
        r"(?<![\w.\-/])(?P<value>\d{1,2}\.\d{3}\.\d{3}-[\dkK])(?![\w\-/]|\.\d)",
        outlines=(r"0\.000\.000-[0gG]",),
        before=13,
        after=4,
    ),
)
_OWN = Label(
    (
        "rut",
        "r.u.t.",
        "rol único tributario",
        "rol unico tributario",
        "rol único nacional",
        "cédula de identidad",
    ),
    r"(?P<value>(?:CL ?)?\d{1,2}(?P<dot>\.?)\d{3}(?P=dot)\d{3}-?[\dkK])(?![^\W_]|[.\-/]\d)",
    headings=("run alumno", "run paciente", "run trabajador", "nº run", "run titular"),
)
LABELS = (_OWN, Label((*TAX, *PERSONAL), _OWN.value))
_CONTEXT = words(*_OWN.phrases, "run")


def judge(candidate: Candidate) -> Judgement | None:
    value = rut.compact(candidate.value)
    if not rut.is_valid(value) or is_filler(digits_of(value)):
        return None
    if not fits_column(candidate, rut.is_valid):
        return None
    if candidate.alone and candidate.value.isdigit():
        return None  # nine digits: many countries have such numbers
    return judge_national(candidate, value, _CONTEXT, "cl", chance=0.1, bare=0.85 if "." in candidate.value else 0.0)

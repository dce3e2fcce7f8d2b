"""Taxpayer number of persons, CPF (Brazil).

>>> found("br-cpf", "CPF: 390.533.447-05")
[('390.533.447-05', 'verified')]
>>> found("br-cpf", "CPF: 231.002.999-00")
[]
"""

from __future__ import annotations

from stdnum.br import cpf

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import fits_column
from bailee.detectors.interface import Candidate, Judgement, Label, Shape, is_filler, words
from bailee.detectors.national import PERSONAL, TAX, judge_national

CATEGORY = "tax-identifier"
SOURCE = "https://www.gov.br/receitafederal/pt-br/assuntos/meu-cpf"

SHAPES = (
    Shape(
        r"(?<![\w.\-/])(?P<value>\d{3}\.\d{3}\.\d{3}-\d{2})(?![\w\-/]|\.\d)",
        outlines=(r"000\.000\.000-00",),
        before=15,
        after=4,
    ),
)
_OWN = Label(
    (
        "cpf",
        "cadastro de pessoas físicas",
        "cadastro de pessoa física",
    ),
    r"(?P<value>\d{3}[. ]?\d{3}[. ]?\d{3}[\- ]?\d{2})(?![^\W_]|[.\-/]\d)",
    reach=24,
)
LABELS = (_OWN, Label((*TAX, *PERSONAL), _OWN.value))
_CONTEXT = words(*_OWN.phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = cpf.compact(candidate.value)
    if not cpf.is_valid(value) or is_filler(value):
        return None
    if not fits_column(candidate, cpf.is_valid):
        return None
    return judge_national(candidate, value, _CONTEXT, "br", chance=0.01, bare=0.92 if "." in candidate.value else 0.0)

"""Identity number, cédula de identidad or jurídica, DIMEX (Costa Rica).

>>> found("cr-cedula", "Cédula de identidad 3-0455-0175")
[('3-0455-0175', 'likely')]
>>> found("cr-cedula", "Cédula jurídica: 3-101-999999")
[('3-101-999999', 'likely')]
>>> found("cr-cedula", "Cédula jurídica 3-534-123559")
[]
"""

from __future__ import annotations

from stdnum.cr import cpf, cpj, cr

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, is_filler, words

CATEGORY = "national-identifier"
SOURCE = "https://www.tse.go.cr/"

LABELS = (
    Label(
        (
            "cédula de identidad",
            "cedula de identidad",
            "cédula jurídica",
            "cedula juridica",
            "cédula física",
            "dimex",
            "cédula",
        ),
        r"(?P<value>0?\d-\d{3,4}-\d{3,4}|0?[1-9]\d{8}|[2-5][\- ]?\d{3}[\- ]?\d{6}|1\d{10,11})(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    label = (candidate.label or candidate.heading).lower()
    company, foreigner = "dica" in label, "dimex" in label  # cédula jurídica
    person = not company and not foreigner and cpf.is_valid(candidate.value)
    known = person or (cpj.is_valid(value) and not foreigner) or (cr.is_valid(value) and not company)
    if not known or is_filler(value):
        return None
    return judge_identifier(candidate, cpf.compact(candidate.value) if person else value, _CONTEXT, chance=1)

"""Social integration number, PIS, PASEP, NIT or NIS (Brazil).

>>> found("br-pis", "PIS/PASEP: 120.64542.24-0")
[('120.64542.24-0', 'verified')]
>>> found("br-pis", "PIS/PASEP: 120.64542.25-7")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, is_filler, words

CATEGORY = "national-identifier"
SOURCE = "https://www.gov.br/inss/pt-br/direitos-e-deveres/inscricao-e-contribuicao"

LABELS = (
    Label(
        (
            "pis",
            "pasep",
            "pis/pasep",
            "nit/pis",
            "nis",
            "número de identificação social",
            "número de inscrição do trabalhador",
        ),
        r"(?P<value>\d{3}\.?\d{5}\.?\d{2}[\-.]?\d)(?![^\W_]|[.\-/]\d)",
        reach=16,
    ),
)
_CONTEXT = words(*LABELS[0].phrases)
_WEIGHTS = (3, 2, 9, 8, 7, 6, 5, 4, 3, 2)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    check = -sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, value, strict=False)) % 11
    if check % 10 != int(value[10]) or is_filler(value):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.1)

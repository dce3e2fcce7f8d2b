"""Driving licence number, CNH (Brazil).

>>> found("br-cnh", "CNH: 62472927637")
[('62472927637', 'verified')]
>>> found("br-cnh", "CNH: 62472927638")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, is_filler, words

CATEGORY = "driving-licence"
SOURCE = "https://www.gov.br/pt-br/servicos/obter-carteira-nacional-de-habilitacao"

LABELS = (
    Label(
        (
            "cnh",
            "carteira de motorista",
            "carteira nacional de habilitação",
            "registro da habilitação",
            "habilitação nº",
        ),
        r"(?P<value>\d{11})(?![^\W_]|[.\-/]\d)",
        reach=16,
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def check_digits(number: str) -> str:
    """The two digits after the first nine.

    >>> check_digits("624729276")
    '37'
    """
    digits = [int(digit) for digit in number[:9]]
    first = sum(digit * (9 - place) for place, digit in enumerate(digits)) % 11
    second = sum(digit * (1 + place) for place, digit in enumerate(digits)) % 11 - (2 if first > 9 else 0)
    return f"{first if first < 10 else 0}{second % 11 if second % 11 < 10 else 0}"


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value
    if is_filler(value) or value[9:] != check_digits(value):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.01)

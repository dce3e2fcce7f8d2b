"""Voter number, título de eleitor (Brazil).

>>> found("br-titulo-de-eleitor", "Título de eleitor: 1023 8501 0671")
[('1023 8501 0671', 'verified')]
>>> found("br-titulo-de-eleitor", "Título de eleitor: 1023 8501 0672")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, is_filler, words

CATEGORY = "national-identifier"
SOURCE = "https://www.tse.jus.br/servicos-eleitorais/titulo-eleitoral"

LABELS = (
    Label(
        (
            "título de eleitor",
            "titulo de eleitor",
            "título eleitoral",
            "titulo eleitoral",
            "inscrição eleitoral",
        ),
        r"(?P<value>\d{4} ?\d{4} ?\d{4})(?![^\W_]|[.\-/]\d)",
        reach=16,
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def check_digits(number: str) -> str:
    """The two digits after serial and state.

    >>> check_digits("1023850106")
    '71'
    """
    digits = [int(digit) for digit in number[:10]]
    big = number[8:10] in ("01", "02")  # São Paulo and Minas Gerais have 1 where the others have 0
    first = sum(digit * weight for digit, weight in zip(digits[:8], range(2, 10), strict=True)) % 11
    first = 1 if first == 0 and big else first % 10
    second = (digits[8] * 7 + digits[9] * 8 + first * 9) % 11
    return f"{first}{1 if second == 0 and big else second % 10}"


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not 1 <= int(value[8:10]) <= 28 or value[10:] != check_digits(value) or is_filler(value):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.01)

"""National registration and foreign identification number, NRIC and FIN (Singapore).

>>> found("sg-nric", "NRIC: S1234567D")
[('S1234567D', 'verified')]
>>> found("sg-nric", "FIN G1234567X")
[('G1234567X', 'verified')]
>>> found("sg-nric", "NRIC: S1234567A")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, Shape, is_filler, words

CATEGORY = "national-identifier"
SOURCE = "https://www.ica.gov.sg/documents/ic"

SHAPES = (
    Shape(
        r"(?<![\w\-])(?P<value>[STFGM]\d{7}[A-Z])(?![\w\-])",
        outlines=("[AG]0000000[AG]",),
        before=10,
        after=3,
    ),
)
LABELS = (
    Label(
        (
            "nric",
            "fin",
            "nric/fin",
            "nric number",
            "nric no",
            "identity card no",
        ),
        r"(?P<value>[STFGMstfgm]\d{7}[A-Za-z])(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words("nric", "fin", "singapore", "singpass", "cpf", "passport", "identity card")
_WEIGHTS = (2, 7, 6, 5, 4, 3, 2)
_LETTERS = {"S": "JZIHGFEDCBA", "T": "JZIHGFEDCBA", "F": "XWUTRQPNMLK", "G": "XWUTRQPNMLK", "M": "XWUTRQPNJLK"}


def check_letter(number: str) -> str:
    """The letter after the seven digits.

    >>> check_letter("S1234567"), check_letter("M1234567")
    ('D', 'K')
    """
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number[1:8], strict=True))
    first = number[0]
    total += {"T": 4, "G": 4, "M": 3}.get(first, 0)
    return _LETTERS[first][total % 11]


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value.upper()
    if value[8] != check_letter(value):
        return None
    if is_filler(value[1:8]) and not candidate.labelled:
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.05, bare=0.75)

"""National identification and resident certificate number (Taiwan).

>>> found("tw-national-id", "身分證字號: A123456789")
[('A123456789', 'verified')]
>>> found("tw-national-id", "Taiwan ID A123456788")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, words
from bailee.detectors.national import CARD, PERSONAL, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://www.ris.gov.tw/"

_OWN = Label(
    (
        "taiwan id",
        "taiwanese id",
        "taiwan national id",
        "身分證字號",
        "身分證",
        "統一證號",
        "居留證號碼",
        "身份證字號",
    ),
    r"(?P<value>[A-Za-z][1289A-Da-d]\d{8})(?![A-Za-z0-9]|[.\-/]\d)",
)
LABELS = (_OWN, Label((*PERSONAL, *CARD), _OWN.value))
_CONTEXT = words(*_OWN.phrases)
_ORDER = "ABCDEFGHJKLMNPQRSTUVXYWZIO"  # A is 10, O 35


def is_right(number: str) -> bool:
    """Whether the letter of the place, eight digits and the check digit agree.

    >>> is_right("A123456789"), is_right("A123456788")
    (True, False)
    """
    place = _ORDER.index(number[0]) + 10
    second = number[1] if number[1].isdigit() else str((_ORDER.index(number[1]) + 10) % 10)
    digits = [place // 10, place % 10, int(second), *map(int, number[2:])]
    return (
        sum(weight * digit for weight, digit in zip((1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1), digits, strict=True)) % 10 == 0
    )


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value.upper()
    if not is_right(value):
        return None
    return judge_national(candidate, value, _CONTEXT, "tw", chance=0.1)

"""Pension insurance number, Rentenversicherungsnummer (Germany).

>>> found("de-social-insurance-number", "RVNR 15 070649 C 103")
[('15 070649 C 103', 'verified')]
>>> found("de-social-insurance-number", "RVNR 65070803A012")  # the check digit is wrong
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Shape, words
from bailee.detectors.national import SOCIAL, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://www.gesetze-im-internet.de/vkvv/BJNR130200001.html"

_NAMES = (
    "sozialversicherungsnummer", "sozialversicherungsausweis", "rentenversicherungsnummer", "versicherungsnummer", "rvnr", "rv nummer",
    "svnr", "sv nummer", "sv nr", "vsnr",
)  # fmt: skip
_FORM = r"\d{2} ?\d{2}[01]\d{3} ?[A-Z] ?\d{3}"
SHAPES = (
    Shape(
        rf"(?<![\w\-])(?P<value>{_FORM})(?![\w\-])",
        outlines=("00000000[AG]000", "00 000000 [AG] 000"),
        before=17,
        after=3,
        then=r"\d(?!\w)",
    ),
)
LABELS = (Label((*_NAMES, *SOCIAL), rf"(?P<value>(?i:{_FORM}))(?![\w\-])", reach=40),)
_WORDS = words(*_NAMES)
_WEIGHTS = (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1)


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value.replace(" ", "").upper()
    if not _is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "de", chance=0.02, bare=0.92)


def _is_valid(value: str) -> bool:
    """Section 2 and annex of the VKVV: area, birthday, initial of the name at birth, serial, check digit."""
    area, day, month = int(value[:2]), int(value[2:4]), int(value[4:6])
    # A day may have 50 added to it where the serials of a birthday are used up.
    if not 2 <= area <= 89 or not 1 <= day % 50 <= 31 or not 1 <= month <= 12:
        return False
    digits = f"{value[:8]}{ord(value[8]) - 64:02d}{value[9:11]}"
    total = sum(sum(divmod(int(digit) * weight, 10)) for digit, weight in zip(digits, _WEIGHTS, strict=True))
    return total % 10 == int(value[11])

"""Personal identification number, személyi azonosító (Hungary).

>>> found("hu-personal-id", "Személyi azonosító: 1-710319-0003")
[('1-710319-0003', 'verified')]
>>> found("hu-personal-id", "Személyi azonosító: 1-711319-0007")  # no such month
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import PERSONAL, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://net.jogtar.hu/jogszabaly?docid=99600020.tv"

_NAMES = (
    "személyi azonosító",
    "szemelyi azonosito",
    "személyi szám",
    "szemelyi szam",
    "személyi azonosító jel",
    "szemelyi azonosito jel",
    "hungarian personal id",
)


def _is_valid(digits: str) -> bool:
    """Act XX of 1996, annex: weights rise to 1996 and fall from 1997 on, modulo 11."""
    if not ("01" <= digits[3:5] <= "12" and "01" <= digits[5:7] <= "31") or len(digits) != 11:
        return False
    risen = sum(int(digit) * weight for weight, digit in enumerate(digits[:10], 1)) % 11
    fallen = sum(int(digit) * weight for weight, digit in zip(range(10, 0, -1), digits, strict=False)) % 11
    late = digits[0] in "34" or (digits[0] in "1278" and digits[1:3] > "96")  # 3 and 4: born from 2000 on
    return (fallen if late else risen) == int(digits[10])


LABELS = (Label((*_NAMES, *PERSONAL), r"(?P<value>[1-8][ \-]?\d{6}[ \-]?\d{4})(?![^\W_]|[.\-/]\d)", reach=30),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not _is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "hu", chance=0.004)

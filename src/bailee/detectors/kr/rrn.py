"""Resident registration number, RRN (South Korea).

Numbers given since October 2020 have no check digit: a right one only raises the confidence.

>>> found("kr-rrn", "주민등록번호: 960121-1021413")
[('960121-1021413', 'verified')]
>>> found("kr-rrn", "주민등록번호는 960121-1021413입니다")
[('960121-1021413', 'verified')]
>>> found("kr-rrn", "His RRN is 9601211021413")
[('9601211021413', 'verified')]
>>> found("kr-rrn", "RRN 971013-9019903 ")
[('971013-9019903', 'likely')]
>>> found("kr-rrn", "RRN 001332-1234567")
[]
"""

from __future__ import annotations

from datetime import date

from stdnum.kr import rrn

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Shape, digits_of, words
from bailee.detectors.national import PERSONAL, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://www.law.go.kr/LSW/eng/engLsSc.do?query=resident+registration+act"

SHAPES = (
    Shape(
        r"(?<![A-Za-z0-9_.\-/])(?P<value>\d{2}[01]\d[0-3]\d-[0-49]\d{6})(?![A-Za-z0-9_\-/]|\.\d)",
        outlines=("000000-0000000",),
        before=15,
        after=4,
    ),
)
_OWN = Label(
    (
        "rrn",
        "resident registration number",
        "resident registration no",
        "korean id",
        "주민등록번호",
        "주민번호",
    ),
    r"(?P<value>\d{6}[\- ]?[0-49]\d{6})(?![A-Za-z0-9]|[.\-/]\d)",
)
LABELS = (_OWN, Label(PERSONAL, _OWN.value))
_CONTEXT = words(*_OWN.phrases)


def birth_date(value: str) -> date | None:
    """Birth date by the first seven digits, where one is possible.

    >>> birth_date("9601211021413"), birth_date("0013321234567")
    (datetime.date(1996, 1, 21), None)
    """
    century = {"1": 1900, "2": 1900, "3": 2000, "4": 2000, "5": 1900, "6": 1900, "7": 2000, "8": 2000}.get(
        value[6], 1800
    )
    try:
        born = date(century + int(value[:2]), int(value[2:4]), int(value[4:6]))
    except ValueError:
        return None
    return born if 1890 <= born.year <= 2045 else None


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if birth_date(value) is None or len(set(value[7:])) == 1:
        return None
    checked = rrn.calc_check_digit(value[:-1]) == value[-1]
    dashed = len(candidate.value) > 13
    return judge_national(
        candidate,
        value,
        _CONTEXT,
        "kr",
        chance=0.01 if checked else 0.1 if candidate.alone else 0.5,
        bare=0.9 if checked and dashed else 0.4 if dashed else 0.0,
    )

"""Resident identity card number (China).

>>> found("cn-resident-id", "身份证号码: 360426199101010071")
[('360426199101010071', 'verified')]
>>> found("cn-resident-id", "我的身份证号码是360426199101010071。")
[('360426199101010071', 'verified')]
>>> found("cn-resident-id", "360426199101010071")
[('360426199101010071', 'likely')]
>>> found("cn-resident-id", "身份证号码: 360426199101010072")
[]
>>> found("cn-resident-id", "身份证号码: 330382195301175809")  # a county that is no more; who was born there keeps the number
[('330382195301175809', 'verified')]
"""

from __future__ import annotations

from datetime import date

from stdnum.cn import ric

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Shape, digits_of, is_filler, words
from bailee.detectors.national import CARD, PERSONAL, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://openstd.samr.gov.cn/bzgk/gb/"

SHAPES = (
    Shape(
        r"(?<![A-Za-z0-9_.\-/])(?P<value>[1-8]\d{5}(?:19|20)\d{2}[01]\d[0-3]\d{4}[\dX])(?![A-Za-z0-9_\-/]|\.\d)",
        outlines=("[^0.]00000000000000000[0G]",),
        before=20,
        after=3,
    ),
)
_OWN = Label(
    (
        "resident identity card",
        "chinese id",
        "china id",
        "身份证",
        "身份证号",
        "身份证号码",
        "公民身份号码",
        "居民身份证",
    ),
    r"(?P<value>[1-9]\d{5}[12]\d{3}[01]\d[0-3]\d{4}[\dXx])(?![A-Za-z0-9]|[.\-/]\d)",
    reach=12,
)
LABELS = (_OWN, Label((*PERSONAL, *CARD), _OWN.value))
_CONTEXT = words(*_OWN.phrases)


# The first two figures: provinces, municipalities, autonomous and special regions (GB/T 2260).
_PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
    ]
)
FIRST_YEAR, LAST_YEAR = 1880, 2050  # of a birth


def is_right(number: str) -> bool:
    """Whether province, date of birth and check digit (ISO 7064, 11-2) are right. Counties come and go: theirs are not asked for."""
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return (
        number[:2] in _PROVINCES and FIRST_YEAR <= born.year <= LAST_YEAR and ric.calc_check_digit(number) == number[17]
    )


def is_known(number: str) -> bool:
    """Whether its county is among those of today."""
    try:
        return ric.is_valid(number)
    except KeyError:  # the library knows the province but none of its counties
        return False


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value.upper()
    if not is_right(value) or is_filler(digits_of(value[:17])):
        return None
    return judge_national(candidate, value, _CONTEXT, "cn", chance=0.001, bare=0.92 if is_known(value) else 0.6)

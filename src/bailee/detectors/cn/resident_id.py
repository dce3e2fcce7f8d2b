"""Resident identity card number (China).

>>> found("cn-resident-id", "身份证号码: 360426199101010071")
[('360426199101010071', 'verified')]
>>> found("cn-resident-id", "我的身份证号码是360426199101010071。")
[('360426199101010071', 'verified')]
>>> found("cn-resident-id", "360426199101010071")
[('360426199101010071', 'likely')]
>>> found("cn-resident-id", "身份证号码: 360426199101010072")
[]
"""

from __future__ import annotations

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


def is_right(number: str) -> bool:
    try:
        return ric.is_valid(number)
    except KeyError:  # the library knows the province but none of its counties
        return False


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value.upper()
    if not is_right(value) or is_filler(digits_of(value[:17])):
        return None
    return judge_national(candidate, value, _CONTEXT, "cn", chance=0.001, bare=0.92)

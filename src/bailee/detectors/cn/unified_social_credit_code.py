"""Unified social credit code (China).

>>> found("cn-unified-social-credit-code", "统一社会信用代码: 91110000600037341L")
[('91110000600037341L', 'verified')]
>>> found("cn-unified-social-credit-code", "USCC A1110000600037341L")
[]
"""

from __future__ import annotations

from stdnum.cn import uscc

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, is_filler, words

CATEGORY = "business-identifier"
SOURCE = "https://www.gsxt.gov.cn/"

LABELS = (
    Label(
        (
            "unified social credit",
            "unified social credit code",
            "uscc",
            "统一社会信用代码",
            "信用代码",
        ),
        r"(?P<value>[0-9A-Ya-y] ?[0-9A-Ya-y] ?\d{6} ?[0-9A-Ya-y]{10})(?![A-Za-z0-9]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = uscc.compact(candidate.value)
    if not uscc.is_valid(value) or is_filler(digits_of(value)):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.03)

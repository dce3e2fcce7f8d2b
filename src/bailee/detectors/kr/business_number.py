"""Business registration number (South Korea).

>>> found("kr-business-number", "사업자등록번호: 116-82-00276")
[('116-82-00276', 'verified')]
>>> found("kr-business-number", "Business registration number 116-82-00277")
[]
"""

from __future__ import annotations

from stdnum.kr import brn

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import fits_column, judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, is_filler, words

CATEGORY = "business-identifier"
SOURCE = "https://www.nts.go.kr/"

LABELS = (
    Label(
        (
            "business registration number",
            "business registration no",
            "사업자등록번호",
            "사업자 등록번호",
            "brn",
        ),
        r"(?P<value>\d{3}[ ]?-?[ ]?\d{2}[ ]?-?[ ]?\d{5})(?![A-Za-z0-9]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)
_WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3, 5)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    check = -sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, value, strict=False)) - int(value[8]) * 5 // 10
    if not brn.is_valid(value) or check % 10 != int(value[9]) or is_filler(value):
        return None
    if not fits_column(candidate, brn.is_valid):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.1)

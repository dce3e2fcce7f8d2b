"""Citizen identification number, PIN (Thailand).

>>> found("th-citizen-id", "เลขประจำตัวประชาชน: 3456789012347")
[('3456789012347', 'verified')]
>>> found("th-citizen-id", "Thai ID 1-2345-45678-78-1")
[('1-2345-45678-78-1', 'verified')]
>>> found("th-citizen-id", "Thai ID 1-2345-45678-78-9")
[]
"""

from __future__ import annotations

from stdnum.th import pin

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Shape, digits_of, is_filler, words
from bailee.detectors.national import CARD, PERSONAL, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://www.bora.dopa.go.th/"

SHAPES = (
    Shape(
        r"(?<![A-Za-z0-9_.\-/])(?P<value>[1-8]-\d{4}-\d{5}-\d{2}-\d)(?![A-Za-z0-9_\-/]|\.\d)",
        outlines=("0-0000-00000-00-0",),
        before=18,
        after=4,
    ),
)
_OWN = Label(
    (
        "thai id",
        "thai national id",
        "thai citizen id",
        "thailand id",
        "citizen id",
        "เลขประจำตัวประชาชน",
        "เลขบัตรประชาชน",
        "บัตรประชาชน",
        "เลขประจำตัวผู้เสียภาษี",
    ),
    r"(?P<value>[1-8](?P<gap>[\- ]?)\d{4}(?P=gap)\d{5}(?P=gap)\d{2}(?P=gap)\d)(?![A-Za-z0-9]|[.\-/]\d)",
    reach=16,
)
LABELS = (_OWN, Label((*PERSONAL, *CARD), _OWN.value))
_CONTEXT = words(*_OWN.phrases)
# Provinces that the second and third digit can name are 10 to 96, with gaps.
_NO_PROVINCE = frozenset({"28", "29", "59", "68", "69", "78", "79", "87", "88", "89", "97", "98", "99"})


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if (
        not pin.is_valid(value)
        or (is_filler(value) and not candidate.labelled)
        or len(set(value)) < 3
        or value[1] == "0"
        or value[1:3] in _NO_PROVINCE
    ):
        return None
    return judge_national(candidate, value, _CONTEXT, "th", chance=0.1, bare=0.95 if "-" in candidate.value else 0.0)

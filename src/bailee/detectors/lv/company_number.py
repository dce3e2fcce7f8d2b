"""Company number, reģistrācijas numurs (Latvia).

>>> found("lv-company-number", "Reģistrācijas numurs: 40003521600")
[('40003521600', 'verified')]
>>> found("lv-company-number", "Reģistrācijas numurs: 40003521601")  # the check digit is wrong
[]
"""

from __future__ import annotations

from stdnum.lv import pvn

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, words
from bailee.detectors.national import judge_national

CATEGORY = "business-identifier"
SOURCE = "https://www.ur.gov.lv/en/"

_NAMES = (
    "reģistrācijas numurs",
    "registracijas numurs",
    "reģ. nr",
    "reg. nr",
    "pvn",
    "pvn nr",
    "latvian company number",
)
LABELS = (Label((*_NAMES, "vat number"), r"(?P<value>(?:LV ?)?\d{4} ?\d{4} ?\d{3})(?![^\W_]|[.\-/]\d)", reach=30),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = pvn.compact(candidate.value)
    if not (value > "4" and pvn.is_valid(value)):
        return None
    return judge_national(candidate, value, _WORDS, "lv", chance=0.1)

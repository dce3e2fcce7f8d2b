"""Tax number, davčna številka (Slovenia).

>>> found("si-tax-number", "Davčna številka: 50223054")
[('50223054', 'verified')]
>>> found("si-tax-number", "Davčna številka: 50223055")  # the check digit is wrong
[]
"""

from __future__ import annotations

from stdnum.si import ddv

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, words
from bailee.detectors.national import TAX, judge_national

CATEGORY = "tax-identifier"
SOURCE = "https://www.fu.gov.si/en/life_events/individuals/i_need_slovenian_tax_number/"

_NAMES = (
    "davčna številka",
    "davcna stevilka",
    "davčna št",
    "davcna st",
    "ddv",
    "id za ddv",
)
LABELS = (Label((*_NAMES, *TAX, "vat number"), r"(?P<value>(?:SI ?)?\d{4} ?\d{4})(?![^\W_]|[.\-/]\d)", reach=20),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = ddv.compact(candidate.value)
    if not ddv.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "si", chance=0.1)

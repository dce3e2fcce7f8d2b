"""VAT number, PVM mokėtojo kodas (Lithuania).

>>> found("lt-vat-number", "PVM mokėtojo kodas: 119511515")
[('119511515', 'verified')]
>>> found("lt-vat-number", "PVM mokėtojo kodas: 100001919018")  # the check digit is wrong
[]
"""

from __future__ import annotations

from stdnum.lt import pvm

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, words
from bailee.detectors.national import judge_national

CATEGORY = "business-identifier"
SOURCE = "https://www.vmi.lt/evmi/en/"

_NAMES = (
    "pvm",
    "pvm mokėtojo kodas",
    "pvm moketojo kodas",
    "pvm kodas",
    "lithuanian vat",
)
LABELS = (Label((*_NAMES, "vat number"), r"(?P<value>(?:LT ?)?(?:\d{9}|\d{12}))(?![^\W_]|[.\-/]\d)", reach=30),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = pvm.compact(candidate.value)
    if not pvm.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "lt", chance=0.01)

"""Personal identification number, OIB (Croatia).

>>> found("hr-oib", "OIB: 33392005961")
[('33392005961', 'verified')]
>>> found("hr-oib", "OIB: 33392005962")  # the check digit is wrong
[]
"""

from __future__ import annotations

from stdnum.hr import oib

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import PERSONAL, TAX, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://www.porezna-uprava.hr/HR_OIB/Stranice/default.aspx"

_NAMES = (
    "oib",
    "osobni identifikacijski broj",
)
LABELS = (Label((*_NAMES, *PERSONAL, *TAX), r"(?P<value>(?:HR ?)?\d{11})(?![^\W_]|[.\-/]\d)", reach=30),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not oib.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "hr", chance=0.1)

"""Personal number of a foreigner, ЛНЧ (Bulgaria).

>>> found("bg-foreigner-number", "LNCh: 7111042925")
[('7111042925', 'verified')]
>>> found("bg-foreigner-number", "LNCh: 7111042922")  # the check digit is wrong
[]
"""

from __future__ import annotations

from stdnum.bg import pnf

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import PERSONAL, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://www.mvr.bg/migration"

_NAMES = (
    "bulgarian number of a foreigner",
    "lnch",
    "lnc",
    "pnf",
    "лнч",
    "личен номер на чужденец",
    "personal number of a foreigner",
    "personal number of foreigner",
)
LABELS = (Label((*_NAMES, *PERSONAL), r"(?P<value>\d{4} ?\d{3} ?\d{3})(?![^\W_]|[.\-/]\d)", reach=30),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not pnf.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "bg", chance=0.1)

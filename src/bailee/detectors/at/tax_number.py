"""Tax account number, Abgabenkontonummer (Austria).

>>> found("at-tax-number", "Abgabenkontonummer: 59-119/9013")
[('59-119/9013', 'verified')]
>>> found("at-tax-number", "Abgabenkontonummer: 59-119/9014")  # the check digit is wrong
[]
"""

from __future__ import annotations

from stdnum.at import tin

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import TAX, judge_national

CATEGORY = "tax-identifier"
SOURCE = "https://www.bmf.gv.at/services/aemter-behoerden.html"

_NAMES = (
    "st. nr",
    "abgabenkontonummer",
    "abgabenkonto",
    "steuernummer",
    "st.nr.",
    "finanzamt",
)
LABELS = (Label((*_NAMES, *TAX), r"(?P<value>\d{2}[ \-]?\d{3}[ /\-]?\d{4})(?![^\W_]|[.\-/]\d)", reach=20),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not tin.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "at", chance=0.1)

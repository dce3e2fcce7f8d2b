"""Permanent account number, PAN (India).

>>> found("in-pan", "PAN: ACUPA7085R")
[('ACUPA7085R', 'likely')]
>>> found("in-pan", "पैन: ACUPA7085R")
[('ACUPA7085R', 'likely')]
>>> found("in-pan", "PAN: ABMXA3211G")
[]
"""

from __future__ import annotations

from stdnum.in_ import pan

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, digits_of, is_filler, words
from bailee.detectors.national import TAX, judge_national

CATEGORY = "tax-identifier"
SOURCE = "https://incometaxindia.gov.in/Pages/tps/permanent-account-number.aspx"

_OWN = Label(
    (
        "pan",
        "pan card",
        "permanent account number",
        "पैन",
    ),
    r"(?P<value>[A-Za-z]{3}[ABCFGHJKLPTabcfghjklpt][A-Za-z]\d{4}[A-Za-z])(?![^\W_]|[.\-/]\d)",
    reach=16,
)
LABELS = (_OWN, Label(TAX, _OWN.value))
_CONTEXT = words(*_OWN.phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = pan.compact(candidate.value)
    if not pan.is_valid(value) or is_filler(digits_of(value)):
        return None
    if candidate.alone:
        return Score(0.4, "letters and digits in the places of a PAN, alone").judgement(value)
    return judge_national(candidate, value, _CONTEXT, "in", chance=1)

"""Unique master citizen number, EMŠO (Slovenia).

>>> found("si-emso", "EMŠO: 0101006500006")
[('0101006500006', 'verified')]
>>> found("si-emso", "EMŠO: 0101006500007")  # the check digit is wrong
[]
"""

from __future__ import annotations

from stdnum.si import emso

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import PERSONAL, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://www.gov.si/en/topics/personal-identification-number/"

_NAMES = (
    "emšo",
    "emso",
    "enotna matična številka občana",
    "enotna maticna stevilka obcana",
    "jmbg",
    "unique master citizen number",
)
LABELS = (Label((*_NAMES, *PERSONAL), r"(?P<value>[0-3]\d[01]\d{10})(?![^\W_]|[.\-/]\d)", reach=30),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not emso.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "si", chance=0.004)

"""Personal code, personas kods (Latvia).

>>> found("lv-personas-kods", "Personas kods: 161175-19997")
[('161175-19997', 'verified')]
>>> found("lv-personas-kods", "Personas kods: 161375-19997")  # no such month
[]
"""

from __future__ import annotations

from stdnum.lv import pvn

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import PERSONAL, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://www.pmlp.gov.lv/en/personal-identity-number"

_NAMES = (
    "p.k.",
    "pvn",
    "personas kods",
    "personas kodu",
    "personas kodam",
    "latvian personal code",
)
LABELS = (Label((*_NAMES, *PERSONAL, "vat number"), r"(?P<value>\d{6}-?\d{5})(?![^\W_]|[.\-/]\d)", reach=30),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not (value < "4" and pvn.is_valid(value)):
        return None
    return judge_national(candidate, value, _WORDS, "lv", chance=0.01)

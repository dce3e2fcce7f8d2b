"""Identity number, T.C. kimlik no (Türkiye).

>>> found("tr-tckn", "T.C. Kimlik No: 17291716060")
[('17291716060', 'verified')]
>>> found("tr-tckn", "T.C. Kimlik No: 17291716050")  # the check digits are wrong
[]
"""

from __future__ import annotations

from stdnum.tr import tckimlik

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import PERSONAL, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://tckimlik.nvi.gov.tr/"

_NAMES = (
    "tckn",
    "tc kimlik",
    "t.c. kimlik",
    "kimlik no",
    "kimlik numarası",
    "kimlik numarasi",
    "tc no",
    "turkish id",
    "turkish identity",
    "turkish national id",
)
LABELS = (Label((*_NAMES, *PERSONAL), r"(?P<value>[1-9]\d{10})(?![^\W_]|[.\-/]\d)", reach=30),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not tckimlik.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "tr", chance=0.01)

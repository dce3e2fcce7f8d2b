"""Business ID, Y-tunnus (Finland).

>>> found("fi-business-id", "Y-tunnus: 2077474-0")
[('2077474-0', 'verified')]
>>> found("fi-business-id", "Y-tunnus: 2077474-1")  # the check digit is wrong
[]
"""

from __future__ import annotations

from stdnum.fi import ytunnus

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import judge_national

CATEGORY = "business-identifier"
SOURCE = "https://www.ytj.fi/"

_NAMES = (
    "y tunnus",
    "ytunnus",
    "fo nummer",
    "finnish business id",
)
LABELS = (Label((*_NAMES, "business id"), r"(?P<value>\d{7}-?\d)(?![^\W_]|[.\-/]\d)", reach=20),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not ytunnus.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "fi", chance=0.1)

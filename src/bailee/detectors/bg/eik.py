"""Company number, ЕИК (Bulgaria).

>>> found("bg-eik", "ЕИК: 175074752")
[('175074752', 'verified')]
>>> found("bg-eik", "ЕИК: 175074751")  # the check digit is wrong
[]
"""

from __future__ import annotations

from stdnum.bg import vat

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, words
from bailee.detectors.national import judge_national

CATEGORY = "business-identifier"
SOURCE = "https://portal.registryagency.bg/"

_NAMES = (
    "eik",
    "еик",
    "булстат",
    "bulstat",
)
LABELS = (Label((*_NAMES, "vat number"), r"(?P<value>(?:BG ?)?\d{3} ?\d{3} ?\d{3,4})(?![^\W_]|[.\-/]\d)", reach=20),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = vat.compact(candidate.value)
    if not vat.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "bg", chance=0.1)

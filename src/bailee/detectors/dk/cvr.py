"""Company number, CVR-nummer (Denmark).

>>> found("dk-cvr", "CVR-nr.: 13585628")
[('13585628', 'verified')]
>>> found("dk-cvr", "CVR-nr.: 13585627")  # the check digit is wrong
[]
"""

from __future__ import annotations

from stdnum.dk import cvr

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, words
from bailee.detectors.national import judge_national

CATEGORY = "business-identifier"
SOURCE = "https://datacvr.virk.dk/"

_NAMES = (
    "cvr",
    "cvr nr",
    "cvr nummer",
    "se nr",
    "se nummer",
)
LABELS = (
    Label((*_NAMES, "vat number"), r"(?P<value>(?:DK ?)?\d{2} ?\d{2} ?\d{2} ?\d{2})(?![^\W_]|[.\-/]\d)", reach=20),
)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = cvr.compact(candidate.value)
    if not cvr.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "dk", chance=0.1)

"""Company register number, Firmenbuchnummer (Austria).

>>> found("at-company-number", "Firmenbuchnummer: FN 122119m")
[('FN 122119m', 'likely')]
>>> found("at-company-number", "Firmenbuchnummer: m123123")  # the letter stands last
[]
"""

from __future__ import annotations

from stdnum.at import businessid

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, words
from bailee.detectors.national import judge_national

CATEGORY = "business-identifier"
SOURCE = "https://justizonline.gv.at/jop/web/firmenbuchabfrage"

_NAMES = (
    "firmenbuchnummer",
    "firmenbuch",
    "firmenbuch nr",
    "fn nr",
)
LABELS = (Label(_NAMES, r"(?P<value>(?:FN ?)?\d{5,6} ?[a-z])(?!\w)", reach=20),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = businessid.compact(candidate.value)
    if not businessid.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "at", chance=1)

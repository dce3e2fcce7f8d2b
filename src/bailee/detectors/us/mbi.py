"""Medicare beneficiary identifier, MBI (United States).

>>> found("us-mbi", "Medicare ID: 3CD5-FG7-HJ89")
[('3CD5-FG7-HJ89', 'verified')]
>>> found("us-mbi", "1SG4-TE5-MK73")                      # S, L, O, I, B and Z are never used
[]
"""

from __future__ import annotations

import re

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Score, Shape, words

CATEGORY = "health-insurance-identifier"
SOURCE = "https://www.cms.gov/medicare/new-medicare-card/understanding-the-mbi.pdf"

_LETTER, _EITHER = "[AC-HJKMNP-RT-Yac-hjkmnp-rt-y]", "[0-9AC-HJKMNP-RT-Yac-hjkmnp-rt-y]"
SHAPES = (
    Shape(
        rf"(?<![\w\-])(?P<value>[1-9]{_LETTER}{_EITHER}\d-?{_LETTER}{_EITHER}\d-?{_LETTER}{{2}}\d{{2}})(?![\w\-])",
        outlines=("0[AGag][0AGag]0-[AGag][0AGag]0-", "[^0AGag]0[AGag][0AGag]0[AGag][0AGag]0[AGag]{2}00"),
        before=16,
        after=10,
    ),
)
_CONTEXT = words("mbi", "medicare", "beneficiary", "hicn", "patient", "insurance", "member", "claim")


def judge(candidate: Candidate) -> Judgement | None:
    dashed = "-" in candidate.value
    score = Score(0.95 if dashed else 0.5, "letters and digits in the places of an MBI")
    if candidate.near(_CONTEXT):
        score.at_least(0.99, candidate.seen("words about Medicare or insurance stand near"))
    elif candidate.value != candidate.value.upper() and not candidate.alone:
        score.at_most(0.3, "written in lower case")
    return score.judgement(re.sub("-", "", candidate.value).upper())

"""Social security number, SSS (Philippines), known by its label.

>>> found("ph-sss-number", "SSS No. 34-1857296-3")
[('34-1857296-3', 'verified')]
>>> found("ph-sss-number", "order 34-1857296-3")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, is_filler, words

CATEGORY = "national-identifier"
SOURCE = "https://www.sss.gov.ph/"

LABELS = (
    Label(
        (
            "sss",
            "sss number",
            "sss no",
            "social security system",
        ),
        r"(?P<value>\d{2}-\d{7}-\d)(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not candidate.labelled or is_filler(value):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.1)

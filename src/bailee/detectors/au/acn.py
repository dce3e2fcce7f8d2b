"""Company number, ACN (Australia).

>>> found("au-acn", "ACN 004 085 616")
[('004 085 616', 'verified')]
>>> found("au-acn", "ACN 999 999 999")
[]
"""

from __future__ import annotations

from stdnum.au import acn

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import fits_column, judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, is_filler, words

CATEGORY = "business-identifier"
SOURCE = "https://asic.gov.au/for-business/registering-a-company/"

LABELS = (
    Label(
        (
            "acn",
            "a.c.n.",
            "australian company number",
            "arbn",
        ),
        r"(?P<value>\d{3} ?\d{3} ?\d{3})(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = acn.compact(candidate.value)
    if not acn.is_valid(value) or is_filler(value):
        return None
    if not fits_column(candidate, acn.is_valid):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.1)

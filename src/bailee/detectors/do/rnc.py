"""Tax number, RNC (Dominican Republic).

>>> found("do-rnc", "RNC 1-01-85004-3")
[('1-01-85004-3', 'verified')]
>>> found("do-rnc", "RNC 101850042")
[]
"""

from __future__ import annotations

from stdnum.do import rnc

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import fits_column, judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, is_filler, words

CATEGORY = "business-identifier"
SOURCE = "https://dgii.gov.do/"

LABELS = (
    Label(
        (
            "rnc",
            "registro nacional de contribuyentes",
            "registro nacional del contribuyente",
        ),
        r"(?P<value>\d-?\d{2}-?\d{5}-?\d)(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = rnc.compact(candidate.value)
    if not rnc.is_valid(value) or is_filler(value):
        return None
    if not fits_column(candidate, rnc.is_valid):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.1)

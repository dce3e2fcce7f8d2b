"""Company number (Israel).

>>> found("il-company-number", "ח.פ. 516179157")
[('516179157', 'verified')]
>>> found("il-company-number", "Israeli company number 516179150")
[]
"""

from __future__ import annotations

from stdnum.il import hp

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import fits_column, judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, is_filler, words

CATEGORY = "business-identifier"
SOURCE = "https://www.gov.il/en/departments/israeli_corporations_authority"

LABELS = (
    Label(
        (
            "israeli company number",
            "israel company",
            "ח.פ",
            "ח.פ.",
            "מספר חברה",
        ),
        r"(?P<value>5\d{3}[ ]?\d{5})(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = hp.compact(candidate.value)
    if not hp.is_valid(value) or is_filler(value):
        return None
    if not fits_column(candidate, hp.is_valid):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.1)

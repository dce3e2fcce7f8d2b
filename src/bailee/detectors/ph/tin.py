"""Tax number, TIN (Philippines), known by its label.

>>> found("ph-tin", "BIR TIN: 284-905-173-000")
[('284-905-173-000', 'likely')]
>>> found("ph-tin", "order 284-905-173-000")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, is_filler, words

CATEGORY = "tax-identifier"
SOURCE = "https://www.bir.gov.ph/"

LABELS = (
    Label(
        (
            "tin",
            "tax identification number",
            "tin number",
            "bir tin",
        ),
        r"(?P<value>\d{3}-\d{3}-\d{3}(?:-\d{3,5}))(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not candidate.labelled or is_filler(value):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=1)

"""Health insurance number, PhilHealth (Philippines), known by its label.

>>> found("ph-philhealth-number", "PhilHealth No: 12-050738194-6")
[('12-050738194-6', 'likely')]
>>> found("ph-philhealth-number", "order 12-050738194-6")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, is_filler, words

CATEGORY = "health-insurance-identifier"
SOURCE = "https://www.philhealth.gov.ph/"

LABELS = (
    Label(
        (
            "philhealth",
            "philhealth no",
            "philhealth number",
            "philhealth id",
        ),
        r"(?P<value>\d{2}-?\d{9}-?\d)(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not candidate.labelled or is_filler(value):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=1)

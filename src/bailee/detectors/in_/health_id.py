"""Health account number, ABHA (India).

>>> found("in-health-id", "ABHA number: 91-1234-0987-6543")
[('91-1234-0987-6543', 'likely')]
>>> found("in-health-id", "order 91-1234-0987-6543")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, is_filler, words

CATEGORY = "health-identifier"
SOURCE = "https://abha.abdm.gov.in/abha/v3/"

LABELS = (
    Label(
        (
            "abha",
            "abha number",
            "ayushman bharat health account",
            "health id number",
        ),
        r"(?P<value>\d{2}-?\d{4}-?\d{4}-?\d{4})(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not candidate.labelled or is_filler(value):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=1)

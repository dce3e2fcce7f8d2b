"""NHS number (United Kingdom).

>>> found("uk-nhs", "NHS number 943 476 5919")
[('943 476 5919', 'verified')]
>>> found("uk-nhs", "call 943 476 5919")
[]
"""

from __future__ import annotations

from stdnum.gb import nhs

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, digits_of

CATEGORY = "health-identifier"
SOURCE = "https://www.datadictionary.nhs.uk/attributes/nhs_number.html"

LABELS = (
    Label(
        ("nhs number", "nhs no", "nhs", "nhs num", "national health service number"),
        r"(?P<value>\d{3}[ \-]?\d{3}[ \-]?\d{4})(?![^\W_]|[.\-]\d)",
        reach=30,
    ),
)


def judge(candidate: Candidate) -> Judgement | None:
    digits = digits_of(candidate.value)
    if not nhs.is_valid(digits) or len(set(digits)) <= 2:
        return None
    if not candidate.labelled:
        return (
            Score(0.0, "check digit is right").at_least(0.45, "stands alone").judgement(digits)
            if candidate.alone
            else None
        )
    return Score(0.0, "check digit is right").at_least(0.99, candidate.said).judgement(digits)

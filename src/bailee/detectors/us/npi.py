"""National provider identifier, NPI (United States).

>>> found("us-npi", "NPI: 1234567893")
[('1234567893', 'verified')]
>>> found("us-npi", "order 1234567893")
[]
"""

from __future__ import annotations

from stdnum import luhn

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, digits_of

CATEGORY = "health-identifier"
SOURCE = "https://www.cms.gov/regulations-and-guidance/administrative-simplification/nationalprovidentstand"

LABELS = (
    Label(
        (
            "npi",
            "national provider identifier",
            "provider id",
            "provider npi",
            "rendering provider",
            "provider identifier",
        ),
        r"(?P<value>[12]\d{3}[ \-]?\d{3}[ \-]?\d{3})(?![^\W_]|[.\-]\d)",
        reach=30,
    ),
)


def judge(candidate: Candidate) -> Judgement | None:
    digits = digits_of(candidate.value)
    # 45 CFR 162.406: Luhn over the number with the prefix 80840, which stands for the United States and health.
    if not luhn.is_valid("80840" + digits) or len(set(digits)) <= 2:
        return None
    if not candidate.labelled:
        return (
            Score(0.0, "check digit is right").at_least(0.46, "stands alone").judgement(digits)
            if candidate.alone
            else None
        )
    return Score(0.0, "check digit is right").at_least(0.99, candidate.said).judgement(digits)

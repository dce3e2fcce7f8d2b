"""DEA registration number of a prescriber (United States).

>>> found("us-dea-number", "DEA AP5836727")
[('AP5836727', 'verified')]
>>> found("us-dea-number", "AP5836727 in stock")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score

CATEGORY = "health-identifier"
SOURCE = "https://www.deadiversion.usdoj.gov/drugreg/registration.html"

LABELS = (
    Label(
        ("dea", "dea number", "dea no", "dea registration", "dea #", "prescriber dea"),
        r"(?P<value>[ABCDEFGHJKLMPRSTUXabcdefghjklmprstux][A-Za-z9]\d{7})(?![^\W_])",
        reach=20,
    ),
)


def judge(candidate: Candidate) -> Judgement | None:
    digits = [int(digit) for digit in candidate.value[2:]]
    # Sum of digits 1, 3, 5, and twice that of 2, 4, 6: its last digit is the seventh.
    if (digits[0] + digits[2] + digits[4] + 2 * (digits[1] + digits[3] + digits[5])) % 10 != digits[6]:
        return None
    if not candidate.labelled:
        return (
            Score(0.0, "check digit is right").at_least(0.5, "stands alone").judgement(candidate.value.upper())
            if candidate.alone
            else None
        )
    return Score(0.0, "check digit is right").at_least(0.99, candidate.said).judgement(candidate.value.upper())

"""Medicare card number (Australia).

>>> found("au-medicare", "Medicare card 2123 45670 1")
[('2123 45670 1', 'verified')]
>>> found("au-medicare", "Medicare card 2123 25870 1")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, digits_of

CATEGORY = "health-insurance-identifier"
SOURCE = "https://www.servicesaustralia.gov.au/medicare-card"

LABELS = (
    Label(
        ("medicare", "medicare card", "medicare number", "medicare no"),
        r"(?P<value>[2-6]\d{3}[ \-]?\d{5}[ \-]?\d(?:[ /\-]?\d)?)(?![^\W_]|[.\-]\d)",
        reach=30,
    ),
)
_WEIGHTS = (1, 3, 7, 9, 1, 3, 7, 9)


def judge(candidate: Candidate) -> Judgement | None:
    digits = digits_of(candidate.value)
    check = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=False)) % 10
    if check != int(digits[8]) or digits[9] == "0" or len(set(digits)) <= 2:
        return None
    if not candidate.labelled:
        return (
            Score(0.0, "check digit is right").at_least(0.5, "stands alone").judgement(digits)
            if candidate.alone
            else None
        )
    return Score(0.0, "check digit is right").at_least(0.99, candidate.said).judgement(digits)

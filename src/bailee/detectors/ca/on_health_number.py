"""Health number, OHIP (Ontario).

>>> found("ca-on-health-number", "OHIP: 1234 567 897 AB")
[('1234 567 897 AB', 'verified')]
>>> found("ca-on-health-number", "Ontario health card 1234-567-898")
[]
"""

from __future__ import annotations

from stdnum import luhn

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import fits_column, judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, is_filler, words

CATEGORY = "health-insurance-identifier"
SOURCE = "https://www.ontario.ca/page/apply-ohip-and-get-health-card"

LABELS = (
    Label(
        (
            "ohip",
            "ohip number",
            "ontario health card",
            "ontario health number",
            "health card number",
            "health card no",
            "health card #",
            "health card",
            "carte santé",
        ),
        r"(?P<value>[1-9]\d{3}(?P<gap>[ \-]?)\d{3}(?P=gap)\d{3}(?:[ \-]?[A-Z]{1,2})?)(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    digits = digits_of(candidate.value)
    if not candidate.labelled or not luhn.is_valid(digits) or is_filler(digits):
        return None
    if not fits_column(candidate, lambda other: luhn.is_valid(digits_of(other))):
        return None
    return judge_identifier(candidate, digits, _CONTEXT, chance=0.1)

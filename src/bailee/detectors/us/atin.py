"""Adoption taxpayer identification number, ATIN (United States).

Issued as 9xx-93-xxxx.

>>> found("us-atin", "ATIN 912-93-4857")
[('912-93-4857', 'likely')]
>>> found("us-atin", "ATIN: 912-94-4857")
[]
"""

from __future__ import annotations

from stdnum.us import atin

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words

CATEGORY = "tax-identifier"
SOURCE = "https://www.irs.gov/individuals/adoption-taxpayer-identification-number"

LABELS = (
    Label(
        (
            "atin",
            "adoption taxpayer identification number",
            "adoption taxpayer id",
            "adoption tax id",
        ),
        r"(?P<value>9\d{2}-93-\d{4}|9\d{2} 93 \d{4}|9\d{2}93\d{4})(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not candidate.labelled or not atin.is_valid(candidate.value):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=1)

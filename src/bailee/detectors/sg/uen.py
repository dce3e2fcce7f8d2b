"""Unique entity number, UEN (Singapore).

>>> found("sg-uen", "UEN: 197401143C")
[('197401143C', 'verified')]
>>> found("sg-uen", "UEN 00192200M")
[('00192200M', 'verified')]
>>> found("sg-uen", "UEN: 197401143D")
[]
"""

from __future__ import annotations

from stdnum.sg import uen

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, is_filler, words

CATEGORY = "business-identifier"
SOURCE = "https://www.uen.gov.sg/"

LABELS = (
    Label(
        (
            "uen",
            "unique entity number",
            "company registration no",
            "gst reg no",
        ),
        r"(?P<value>\d{8,9}[A-Za-z]|[RSTrst]\d{2}[A-Za-z]{2}\d{4}[A-Za-z])(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = uen.compact(candidate.value)
    if not uen.is_valid(value) or is_filler(digits_of(value)):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.05)

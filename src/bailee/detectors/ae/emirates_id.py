"""Emirates ID number (United Arab Emirates).

>>> found("ae-emirates-id", "Emirates ID: 784-1979-1234567-1")
[('784-1979-1234567-1', 'verified')]
>>> found("ae-emirates-id", "Emirates ID: 784-1979-1234567-8")
[]
"""

from __future__ import annotations

from stdnum import luhn

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, Shape, digits_of, words

CATEGORY = "national-identifier"
SOURCE = "https://icp.gov.ae/"

SHAPES = (
    Shape(
        r"(?<![\w.\-/])(?P<value>784-(?:19|20)\d{2}-\d{7}-\d)(?![\w\-/]|\.\d)",
        triggers=("784-[12][0-9]{3}-[0-9]{7}-",),
        before=18,
        after=5,
    ),
)
LABELS = (
    Label(
        (
            "emirates id",
            "emirates id number",
            "eid no",
            "رقم الهوية",
            "الهوية الإماراتية",
        ),
        r"(?P<value>784-?(?:19|20)\d{2}-?\d{7}-?\d)(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not luhn.is_valid(value):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.1, bare=0.95 if "-" in candidate.value else 0.0)

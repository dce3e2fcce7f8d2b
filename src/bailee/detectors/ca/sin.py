"""Social insurance number, SIN (Canada).

>>> found("ca-sin", "SIN 130 692 544")
[('130 692 544', 'verified')]
>>> found("ca-sin", "mon NAS: 258 933 688")
[('258 933 688', 'verified')]
>>> found("ca-sin", "SIN 046 454 286")                    # published as an example: begins with 0
[]
"""

from __future__ import annotations

from stdnum.ca import sin

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import fits_column
from bailee.detectors.interface import Candidate, Judgement, Label, Score, Shape, digits_of, is_filler, words

CATEGORY = "national-identifier"
SOURCE = "https://www.canada.ca/en/employment-social-development/services/sin.html"

SHAPES = (
    Shape(
        r"(?<![^\W_])(?<![\d][.\-/, ])(?<![$.\-+/])(?P<value>[1-9]\d{2}-\d{3}-\d{3})(?![^\W_]|[ \-.,/]\d)",
        outlines=("[^0]000-000-000",),
        before=14,
        after=4,
    ),
)
LABELS = (
    Label(
        (
            "sin",
            "social insurance number",
            "social insurance",
            "nas",
            "numéro d'assurance sociale",
            "assurance sociale",
        ),
        r"(?P<value>[1-9]\d{2}(?P<gap>[ \-]?)\d{3}(?P=gap)\d{3})(?![^\W_]|[.\-]\d)",
        reach=30,
    ),
)
_CONTEXT = words("sin", "social insurance", "nas", "assurance sociale", "t4", "cra", "canada revenue")


def judge(candidate: Candidate) -> Judgement | None:
    digits = digits_of(candidate.value)
    if not sin.is_valid(digits) or is_filler(digits) or digits[0] in "08":
        return None
    if not fits_column(candidate, sin.is_valid):
        return None
    grouped = len(candidate.value) > 9
    score = Score(0.3, "check digit is right")
    if candidate.labelled:
        score.at_least(0.99 if grouped or "social" in candidate.label else 0.95, candidate.said)
    elif grouped and candidate.near(_CONTEXT):
        score.at_least(0.97, candidate.seen("words about Canadian payroll stand near"))
    elif candidate.alone:
        score.at_least(0.5, "stands alone")
    else:
        return None
    return score.judgement(digits)

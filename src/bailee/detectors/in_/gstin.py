"""Goods and services tax number, GSTIN (India).

>>> found("in-gstin", "GSTIN 27AAPFU0939F1ZV")
[('27AAPFU0939F1ZV', 'verified')]
>>> found("in-gstin", "27AAPFU0939F1ZV")
[('27AAPFU0939F1ZV', 'likely')]
>>> found("in-gstin", "GSTIN 27AAPFU0939F1ZO")
[]
"""

from __future__ import annotations

from stdnum.in_ import gstin

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import fits_column, judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, Shape, digits_of, is_filler, words

CATEGORY = "business-identifier"
SOURCE = "https://www.gst.gov.in/"

SHAPES = (
    Shape(
        r"(?<![\w\-])(?P<value>[0-3]\d[A-Z]{5}\d{4}[A-Z][0-9A-Z]Z[0-9A-Z])(?![\w\-])",
        outlines=("00[AG]{5}0000[AG]",),
        before=13,
        after=6,
    ),
)
LABELS = (
    Label(
        (
            "gstin",
            "gst number",
            "gst no",
            "gst registration number",
            "gst identification number",
        ),
        r"(?P<value>\d{2}[A-Za-z]{5}\d{4}[A-Za-z][0-9A-Za-z][Zz][0-9A-Za-z])(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = gstin.compact(candidate.value)
    if not gstin.is_valid(value) or is_filler(digits_of(value)):
        return None
    if not fits_column(candidate, gstin.is_valid):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.03, bare=0.95)

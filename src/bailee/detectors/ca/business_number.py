"""Business number, BN (Canada).

>>> found("ca-business-number", "BN: 12302 6635 RC 0001")
[('12302 6635 RC 0001', 'verified')]
>>> found("ca-business-number", "123026635RT0001")
[('123026635RT0001', 'likely')]
>>> found("ca-business-number", "BN 123456783")
[]
"""

from __future__ import annotations

from stdnum.ca import bn

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import fits_column, judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, Shape, is_filler, words

CATEGORY = "business-identifier"
SOURCE = "https://www.canada.ca/en/revenue-agency/services/tax/businesses/topics/registering-your-business/business-number.html"

SHAPES = (
    Shape(
        r"(?<![\w.\-/])(?P<value>\d{5}[ ]?\d{4}[ ]?R[CTPRMZ][ ]?\d{4})(?![\w\-/]|\.\d)",
        outlines=("00000G[AG]0000", "0000 G[AG] 0000", "0000 G[AG]0000"),
        before=20,
        after=4,
    ),
)
LABELS = (
    Label(
        (
            "business number",
            "gst number",
            "gst/hst",
            "hst number",
            "cra business number",
            "bn",
            "numéro d'entreprise",
            "numéro de tps",
        ),
        r"(?P<value>\d{5}[ ]?\d{4}(?:[ ]?R[CTPRMZ][ ]?\d{4})?|\d{3}[ \-]?\d{3}[ \-]?\d{3})(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = bn.compact(candidate.value)
    if not bn.is_valid(value) or is_filler(value[:9]):
        return None
    if not fits_column(candidate, bn.is_valid):
        return None
    if candidate.alone and len(value) == 9:
        return None  # a social insurance number has the same check
    return judge_identifier(candidate, value, _CONTEXT, chance=0.1, bare=0.93 if len(value) > 9 else 0.0)

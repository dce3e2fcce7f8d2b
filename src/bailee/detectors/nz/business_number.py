"""Business number, NZBN (New Zealand).

>>> found("nz-business-number", "NZBN 9429041234561")
[]
>>> found("nz-business-number", "NZBN: 9429000106078")
[('9429000106078', 'verified')]
"""

from __future__ import annotations

from stdnum import ean

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import fits_column, judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, words

CATEGORY = "business-identifier"
SOURCE = "https://www.nzbn.govt.nz/"

LABELS = (
    Label(
        (
            "nzbn",
            "new zealand business number",
            "business number",
            "tau pakihi",
        ),
        r"(?P<value>9429\d{9})(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value
    if not candidate.labelled or not ean.is_valid(value):
        return None
    if not fits_column(candidate, ean.is_valid):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.1)

"""National ID and residence (iqama) number (Saudi Arabia).

>>> found("sa-national-id", "Saudi ID: 1034567899")
[('1034567899', 'verified')]
>>> found("sa-national-id", "Iqama: 2034567894")
[]
"""

from __future__ import annotations

from stdnum import luhn

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import fits_column, judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, is_filler, words

CATEGORY = "national-identifier"
SOURCE = "https://www.absher.sa/"

LABELS = (
    Label(
        (
            "saudi id",
            "saudi national id",
            "iqama",
            "iqama number",
            "رقم الهوية الوطنية",
            "رقم الهوية",
            "رقم الإقامة",
        ),
        r"(?P<value>[12]\d{9})(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value
    if not luhn.is_valid(value) or is_filler(value):
        return None
    if not fits_column(candidate, lambda other: luhn.is_valid(digits_of(other))):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.1)

"""Tax number, RUC (Paraguay).

>>> found("py-ruc", "RUC 80028061-0")
[('80028061-0', 'verified')]
>>> found("py-ruc", "RUC 80028061-1")
[]
>>> found("py-ruc", "RUC 2019")
[]
"""

from __future__ import annotations

from stdnum.py import ruc

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import fits_column, judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, words

CATEGORY = "tax-identifier"
SOURCE = "https://www.dnit.gov.py/"

LABELS = (
    Label(
        (
            "ruc",
            "r.u.c.",
            "registro único del contribuyente",
        ),
        r"(?P<value>\d{3,8}-\d|\d{5,9})(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = ruc.compact(candidate.value)
    if not ruc.is_valid(value):
        return None
    if not fits_column(candidate, ruc.is_valid):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.1 if len(value) >= 7 else 1)

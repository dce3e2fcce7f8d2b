"""Tax number, RUC (Ecuador).

>>> found("ec-ruc", "RUC: 1792060346-001")
[('1792060346-001', 'verified')]
>>> found("ec-ruc", "RUC 1763154690001")
[]
"""

from __future__ import annotations

from stdnum.ec import ruc

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, is_filler, words

CATEGORY = "tax-identifier"
SOURCE = "https://www.sri.gob.ec/"

LABELS = (
    Label(
        (
            "ruc",
            "r.u.c.",
            "registro único de contribuyentes",
        ),
        r"(?P<value>\d{10}-?\d{3})(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = ruc.compact(candidate.value)
    if not ruc.is_valid(value) or is_filler(value):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.01)

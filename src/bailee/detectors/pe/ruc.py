"""Tax number, RUC (Peru).

>>> found("pe-ruc", "RUC 20512333797")
[('20512333797', 'verified')]
>>> found("pe-ruc", "RUC 20512333798")
[]
"""

from __future__ import annotations

from stdnum.pe import ruc

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import fits_column, judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, is_filler, words

CATEGORY = "tax-identifier"
SOURCE = "https://www.sunat.gob.pe/"

LABELS = (
    Label(
        (
            "ruc",
            "r.u.c.",
            "registro único de contribuyentes",
        ),
        r"(?P<value>(?:10|15|16|17|20)\d{9})(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = ruc.compact(candidate.value)
    if not ruc.is_valid(value) or is_filler(value):
        return None
    if not fits_column(candidate, ruc.is_valid):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.1)

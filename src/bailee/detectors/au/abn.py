"""Business number, ABN (Australia).

>>> found("au-abn", "ABN 83 914 571 673")
[('83 914 571 673', 'verified')]
>>> found("au-abn", "ABN 99 999 999 999")
[]
"""

from __future__ import annotations

from stdnum.au import abn

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, is_filler, words

CATEGORY = "business-identifier"
SOURCE = "https://abr.business.gov.au/"

LABELS = (
    Label(
        (
            "abn",
            "australian business number",
        ),
        r"(?P<value>[1-9]\d ?\d{3} ?\d{3} ?\d{3})(?![^\W_]|[.\-/]\d)",
        reach=16,
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = abn.compact(candidate.value)
    if not abn.is_valid(value) or is_filler(value):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.02)

"""Inland revenue number, IRD (New Zealand).

>>> found("nz-ird-number", "IRD number: 49-098-576")
[('49-098-576', 'verified')]
>>> found("nz-ird-number", "IRD 136-410-133")
[]
"""

from __future__ import annotations

from stdnum.nz import ird

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import fits_column
from bailee.detectors.interface import Candidate, Judgement, Label, is_filler, words
from bailee.detectors.national import TAX, judge_national

CATEGORY = "tax-identifier"
SOURCE = "https://www.ird.govt.nz/managing-my-tax/ird-numbers"

_OWN = Label(
    (
        "ird",
        "ird number",
        "ird no",
        "inland revenue number",
        "nama ird",
        "tau ird",
    ),
    r"(?P<value>(?:NZ[ ]?)?\d{2,3}[ \-]?\d{3}[ \-]?\d{3}|\d{7}-\d)(?![^\W_]|[.\-/]\d)",
    reach=12,
)
LABELS = (_OWN, Label(TAX, _OWN.value))
_CONTEXT = words(*_OWN.phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = ird.compact(candidate.value)
    if not ird.is_valid(value) or is_filler(value):
        return None
    if not fits_column(candidate, ird.is_valid):
        return None
    return judge_national(candidate, value, _CONTEXT, "nz", chance=0.1)

"""Bank account number (New Zealand).

>>> found("nz-bank-account", "Bank account 01-0242-0100194-00")
[('01-0242-0100194-00', 'verified')]
>>> found("nz-bank-account", "Bank account 01-0242-0100195-00")
[]
"""

from __future__ import annotations

from stdnum.nz import bankaccount

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import fits_column, judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, Shape, is_filler, words

CATEGORY = "bank-account"
SOURCE = "https://www.paymentsnz.co.nz/resources/industry-registers/bank-branch-register/"

SHAPES = (
    Shape(
        r"(?<![\w.\-/])(?P<value>\d{2}-\d{4}-\d{7}-\d{2,3})(?![\w\-/]|\.\d)",
        outlines=("00-0000-0000000-00",),
        before=19,
        after=5,
    ),
)
LABELS = (
    Label(
        (
            "bank account",
            "account number",
            "account no",
            "pūtea pēke",
            "kaute pēke",
        ),
        r"(?P<value>\d{2}(?P<gap>[ \-]?)\d{4}(?P=gap)\d{7}(?P=gap)\d{2,3})(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = bankaccount.compact(candidate.value)
    if not bankaccount.is_valid(value) or is_filler(value):
        return None
    if not fits_column(candidate, bankaccount.is_valid):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.1, bare=0.95 if "-" in candidate.value else 0.0)

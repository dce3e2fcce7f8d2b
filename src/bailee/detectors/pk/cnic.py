"""National identity card number, CNIC (Pakistan).

>>> found("pk-cnic", "CNIC: 34201-0891231-8")
[('34201-0891231-8', 'likely')]
>>> found("pk-cnic", "CNIC: 94201-0891231-8")
[]
"""

from __future__ import annotations

from stdnum.pk import cnic

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, Shape, is_filler, words

CATEGORY = "national-identifier"
SOURCE = "https://www.nadra.gov.pk/"

SHAPES = (
    Shape(
        r"(?<![\w.\-/])(?P<value>[1-7]\d{4}-\d{7}-\d)(?![\w\-/]|\.\d)",
        outlines=("00000-0000000-0",),
        before=16,
        after=4,
    ),
)
LABELS = (
    Label(
        (
            "cnic",
            "nicop",
            "snic",
            "شناختی کارڈ",
            "شناختی کارڈ نمبر",
        ),
        r"(?P<value>[1-7]\d{4}-?\d{7}-?\d)(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = cnic.compact(candidate.value)
    if not cnic.is_valid(value) or is_filler(value):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.5, bare=0.6 if "-" in candidate.value else 0.0)

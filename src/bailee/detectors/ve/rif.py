"""Tax number, RIF (Venezuela).

>>> found("ve-rif", "RIF V-11470283-4")
[('V-11470283-4', 'verified')]
>>> found("ve-rif", "RIF V-11470283-3")
[]
"""

from __future__ import annotations

from stdnum.ve import rif

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, Shape, digits_of, is_filler, words

CATEGORY = "tax-identifier"
SOURCE = "https://www.seniat.gob.ve/"

SHAPES = (
    Shape(
        r"(?<![\w.\-/])(?P<value>[VEJPG]-\d{8}-\d)(?![\w\-/]|\.\d)",
        outlines=("[AG]-00000000-0",),
        before=13,
        after=4,
    ),
)
LABELS = (
    Label(
        (
            "rif",
            "r.i.f.",
            "registro de información fiscal",
            "registro único de información fiscal",
        ),
        r"(?P<value>[VEJPGvejpg][\- ]?\d{8}[\- ]?\d)(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = rif.compact(candidate.value)
    if not rif.is_valid(value) or is_filler(digits_of(value)):
        return None
    return judge_identifier(
        candidate, value, _CONTEXT, chance=0.1, bare=0.85 if candidate.value.count("-") == 2 else 0.0
    )

"""Tax number, NIT (El Salvador).

>>> found("sv-nit", "NIT: 0614-050707-104-8")
[('0614-050707-104-8', 'verified')]
>>> found("sv-nit", "NIT 0614-050707-104-0")
[]
"""

from __future__ import annotations

from stdnum.sv import nit

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, Shape, is_filler, words

CATEGORY = "tax-identifier"
SOURCE = "https://www.mh.gob.sv/"

SHAPES = (
    Shape(
        r"(?<![\w.\-/])(?P<value>[019]\d{3}-\d{6}-\d{3}-\d)(?![\w\-/]|\.\d)",
        outlines=("0000-000000-000-0",),
        before=18,
        after=4,
    ),
)
LABELS = (
    Label(
        (
            "nit",
            "n.i.t.",
            "número de identificación tributaria",
        ),
        r"(?P<value>(?:SV ?)?\d{4}-?\d{6}-?\d{3}-?\d)(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = nit.compact(candidate.value)
    if not nit.is_valid(value) or is_filler(value):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.1, bare=0.92 if "-" in candidate.value else 0.0)

"""Identity card number, cédula de identidad (Ecuador).

>>> found("ec-cedula", "Cédula de identidad: 171430710-3")
[('171430710-3', 'verified')]
>>> found("ec-cedula", "Cédula 1714307104")
[]
"""

from __future__ import annotations

from stdnum.ec import ci

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import fits_column, judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, is_filler, words

CATEGORY = "national-identifier"
SOURCE = "https://www.registrocivil.gob.ec/"

LABELS = (
    Label(
        (
            "cédula",
            "cedula",
            "cédula de identidad",
            "cedula de identidad",
            "cédula de ciudadanía",
        ),
        r"(?P<value>\d{9}-?\d)(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = ci.compact(candidate.value)
    if not ci.is_valid(value) or is_filler(value):
        return None
    if not fits_column(candidate, ci.is_valid):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.1)

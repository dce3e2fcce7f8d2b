"""Identity card number, cédula (Dominican Republic).

>>> found("do-cedula", "Cédula 224-0002211-1")
[('224-0002211-1', 'verified')]
>>> found("do-cedula", "Cédula 001-1391820-4")
[]
"""

from __future__ import annotations

from stdnum.do import cedula

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import fits_column, judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, is_filler, words

CATEGORY = "national-identifier"
SOURCE = "https://jce.gob.do/"

LABELS = (
    Label(
        (
            "cédula",
            "cedula",
            "cédula de identidad",
            "cédula de identidad y electoral",
            "cédula dominicana",
            "cedula dominicana",
        ),
        r"(?P<value>\d{3}-?\d{7}-?\d)(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = cedula.compact(candidate.value)
    if not cedula.is_valid(value) or is_filler(value):
        return None
    if not fits_column(candidate, cedula.is_valid):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.1)

"""Tax number, RUT (Uruguay).

>>> found("uy-rut", "RUT 21-100342-001-7")
[('21-100342-001-7', 'verified')]
>>> found("uy-rut", "RUT 210303670014")
[]
"""

from __future__ import annotations

from stdnum.uy import rut

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, is_filler, words

CATEGORY = "business-identifier"
SOURCE = "https://www.gub.uy/direccion-general-impositiva/"

LABELS = (
    Label(
        (
            "rut",
            "rut uruguay",
            "registro único tributario",
        ),
        r"(?P<value>(?:UY[ ]?)?\d{2}[\- ]?\d{6}[\- ]?001[\- ]?\d)(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = rut.compact(candidate.value)
    if not rut.is_valid(value) or is_filler(value):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.01)

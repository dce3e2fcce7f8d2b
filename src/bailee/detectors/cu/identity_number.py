"""Identity number, carné de identidad (Cuba).

>>> found("cu-identity-number", "Carné de identidad: 91021027775")
[('91021027775', 'likely')]
>>> found("cu-identity-number", "Carné de identidad: 91023127775")
[]
"""

from __future__ import annotations

from stdnum.cu import ni

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, is_filler, words

CATEGORY = "national-identifier"
SOURCE = "https://www.minjus.gob.cu/"

LABELS = (
    Label(
        (
            "carné de identidad",
            "carnet de identidad",
            "número de identidad permanente",
        ),
        r"(?P<value>\d{11})(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = ni.compact(candidate.value)
    if not ni.is_valid(value) or is_filler(value):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.5)

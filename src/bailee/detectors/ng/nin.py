"""National identification number, NIN (Nigeria), known by its label.

>>> found("ng-nin", "NIN: 70123456781")
[('70123456781', 'likely')]
>>> found("ng-nin", "order 70123456781")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, is_filler, words

CATEGORY = "national-identifier"
SOURCE = "https://nimc.gov.ng/about-nin/"

LABELS = (
    Label(
        (
            "nin",
            "national identification number nigeria",
            "nigerian nin",
            "nimc",
        ),
        r"(?P<value>\d{11})(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value
    if not candidate.labelled or is_filler(value):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=1)

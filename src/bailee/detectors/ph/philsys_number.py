"""PhilSys number, PSN and PCN (Philippines), known by its label.

>>> found("ph-philsys-number", "PhilSys ID: 4839-2716-5048-2937")
[('4839-2716-5048-2937', 'likely')]
>>> found("ph-philsys-number", "order 4839-2716-5048-2937")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, is_filler, words

CATEGORY = "national-identifier"
SOURCE = "https://philsys.gov.ph/"

LABELS = (
    Label(
        (
            "philsys",
            "philsys id",
            "philsys card number",
            "pcn",
            "national id philippines",
            "philippine national id",
            "pambansang id",
        ),
        r"(?P<value>\d{4}[ \-]?\d{4}[ \-]?\d{4}[ \-]?\d{4})(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not candidate.labelled or is_filler(value):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=1)

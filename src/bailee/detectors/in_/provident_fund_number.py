"""Provident fund number, UAN (India), known by its label.

>>> found("in-provident-fund-number", "UAN: 100904319456")
[('100904319456', 'likely')]
>>> found("in-provident-fund-number", "UAN 200904319456")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, is_filler, words

CATEGORY = "national-identifier"
SOURCE = "https://www.epfindia.gov.in/"

LABELS = (
    Label(
        (
            "uan",
            "universal account number",
            "uan no",
            "pf uan",
        ),
        r"(?P<value>1[0-3]\d{10})(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    if not candidate.labelled or is_filler(candidate.value):
        return None
    return judge_identifier(candidate, candidate.value, _CONTEXT, chance=1)

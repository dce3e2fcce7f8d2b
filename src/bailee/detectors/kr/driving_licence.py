"""Driving licence number (South Korea), known by its label.

>>> found("kr-driving-licence", "운전면허번호: 11-16-044390-60")
[('11-16-044390-60', 'likely')]
>>> found("kr-driving-licence", "11-16-044390-60")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, is_filler, words

CATEGORY = "driving-licence"
SOURCE = "https://www.safedriving.or.kr/"

LABELS = (
    Label(
        (
            "운전면허번호",
            "운전면허",
            "면허번호",
            "korean driver license",
            "korean driver's license",
            "south korean driving licence",
        ),
        r"(?P<value>(?:1[1-9]|2[0-8])-?\d{2}-?\d{6}-?\d{2})(?![A-Za-z0-9]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not candidate.labelled or is_filler(value):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=1)

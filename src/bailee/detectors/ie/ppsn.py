"""Personal public service number, PPSN (Ireland).

>>> found("ie-ppsn", "PPS number: 6433435F")
[('6433435F', 'verified')]
>>> found("ie-ppsn", "PPS number: 6433435E")  # the check letter is wrong
[]
"""

from __future__ import annotations

from stdnum.ie import pps

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Shape, words
from bailee.detectors.national import PERSONAL, TAX, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://www.gov.ie/en/department-of-social-protection/services/get-a-personal-public-service-pps-number/"

_NAMES = (
    "ppsn",
    "pps",
    "pps number",
    "pps no",
    "personal public service number",
    "uimhir psp",
    "rsi number",
)
SHAPES = (
    Shape(
        r"(?<![\w\-./])(?P<value>\d{7}[A-W][ABHTW]?)(?![\w\-])",
        outlines=("[^0AGag]0000000[AG][^0AGag]", "[^0AGag]0000000[AG][AG][^0AGag]"),
        before=14,
        after=3,
    ),
)
LABELS = (
    Label((*_NAMES, *PERSONAL, *TAX), r"(?P<value>\d{7}[ \-]?[A-Wa-w][ABHTWabhtw]?)(?![^\W_]|[.\-/]\d)", reach=30),
)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = pps.compact(candidate.value)
    if not pps.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "ie", chance=0.05, bare=0.5)

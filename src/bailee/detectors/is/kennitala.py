"""Identification number, kennitala (Iceland).

>>> found("is-kennitala", "Kennitala: 120174-3399")
[('120174-3399', 'verified')]
>>> found("is-kennitala", "Kennitala: 320174-3399")  # no such day
[]
"""

from __future__ import annotations

from stdnum.is_ import kennitala

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import PERSONAL, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://www.skra.is/english/individuals/my-registration/id-numbers/"

_NAMES = (
    "kennitala",
    "kennitölu",
    "kennitolu",
    "kt.",
    "icelandic identification number",
)
LABELS = (Label((*_NAMES, *PERSONAL), r"(?P<value>[0-7]\d[01]\d{3}[ \-]?\d{4})(?![^\W_]|[.\-/]\d)", reach=30),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not kennitala.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "is", chance=0.004)

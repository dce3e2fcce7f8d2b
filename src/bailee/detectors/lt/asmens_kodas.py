"""Personal code, asmens kodas (Lithuania).

>>> found("lt-asmens-kodas", "Asmens kodas: 33309240064")
[('33309240064', 'verified')]
>>> found("lt-asmens-kodas", "Asmens kodas: 33309240164")  # the check digit is wrong
[]
"""

from __future__ import annotations

from stdnum.lt import asmens

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import PERSONAL, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://www.registrucentras.lt/p/853"

_NAMES = (
    "asmens kodas",
    "asmens kodo",
    "lithuanian personal code",
)
LABELS = (Label((*_NAMES, *PERSONAL), r"(?P<value>[1-9]\d{10})(?![^\W_]|[.\-/]\d)", reach=30),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not asmens.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "lt", chance=0.006)

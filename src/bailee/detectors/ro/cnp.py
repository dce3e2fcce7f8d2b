"""Personal numeric code, CNP (Romania).

>>> found("ro-cnp", "CNP: 1630615123457")
[('1630615123457', 'verified')]
>>> found("ro-cnp", "CNP: 1632215123457")  # no such month
[]
"""

from __future__ import annotations

from stdnum.ro import cnp

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import PERSONAL, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://legislatie.just.ro/Public/DetaliiDocument/65019"

_NAMES = (
    "c.n.p.",
    "cnp",
    "cod numeric personal",
    "codul numeric personal",
    "personal numeric code",
    "personal numerical code",
)
LABELS = (Label((*_NAMES, *PERSONAL), r"(?P<value>[1-9]\d{12})(?![^\W_]|[.\-/]\d)", reach=30),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not cnp.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "ro", chance=0.002)

"""Statistical number, REGON (Poland).

>>> found("pl-regon", "REGON: 192598184")
[('192598184', 'verified')]
>>> found("pl-regon", "REGON: 192598183")  # the check digit is wrong
[]
"""

from __future__ import annotations

from stdnum.pl import regon

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import judge_national

CATEGORY = "business-identifier"
SOURCE = "https://api.stat.gov.pl/Home/RegonApi"

_NAMES = (
    "regon",
    "nr regon",
    "numer regon",
)
LABELS = (Label(_NAMES, r"(?P<value>\d{9}(?:\d{5})?)(?![^\W_]|[.\-/]\d)", reach=30),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not regon.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "pl", chance=0.1)

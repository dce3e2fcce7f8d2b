"""Community health index number, CHI (Scotland).

>>> found("uk-chi", "CHI number: 010139 1234")
[('010139 1234', 'verified')]
>>> found("uk-chi", "CHI number: 010139 1213")  # the check digit is wrong
[]
"""

from __future__ import annotations

from stdnum.gb import nhs

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import judge_national

CATEGORY = "health-identifier"
SOURCE = "https://publichealthscotland.scot/services/national-data-catalogue/data-dictionary/a-to-z-of-data-dictionary-terms/chi-number/"

_NAMES = ("chi number", "chi no", "chi", "community health index")
LABELS = (Label(_NAMES, r"(?P<value>[0-3]\d[01]\d{3}[ \-]?\d{4})(?![^\W_]|[.\-/]\d)", reach=20),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    """A birthday, three digits, and the check digit that NHS numbers have too."""
    digits = digits_of(candidate.value)
    if not ("01" <= digits[:2] <= "31" and "01" <= digits[2:4] <= "12") or not nhs.is_valid(digits):
        return None
    return None if candidate.alone else judge_national(candidate, digits, _WORDS, "gb", chance=0.01)

"""Birth number, rodné číslo (Czechia).

>>> found("cz-rodne-cislo", "Rodné číslo: 710319/2745")
[('710319/2745', 'verified')]
>>> found("cz-rodne-cislo", "Rodné číslo: 710319/2746")  # not divisible by 11
[]
>>> found("cz-rodne-cislo", "Slovenská republika, rodné číslo: 710319/2745")  # Slovakia kept the numbers
[]
"""

from __future__ import annotations

from stdnum.cz import rc

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import PERSONAL, country_named, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://www.zakonyprolidi.cz/cs/2000-133"

_NAMES = (
    "rodné číslo",
    "rodne cislo",
    "rodného čísla",
    "rodneho cisla",
    "czech birth number",
    "rč",
    "r.č.",
    "r. č.",
    "r.č",
)
LABELS = (Label((*_NAMES, *PERSONAL, "birth number"), r"(?P<value>\d{6} ?/? ?\d{3,4})(?![^\W_]|[.\-/]\d)", reach=30),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not rc.is_valid(value) or (country_named(candidate, "sk") and not country_named(candidate, "cz")):
        return None
    chance = 0.004 if len(value) == 10 else 0.07  # until 1953 without a check digit
    return judge_national(candidate, value, _WORDS, "cz", chance=chance)

"""Birth number, rodné číslo (Slovakia).

>>> found("sk-rodne-cislo", "Slovak birth number: 710319/2745")
[('710319/2745', 'verified')]
>>> found("sk-rodne-cislo", "Slovak birth number: 710319/2746")  # not divisible by 11
[]
>>> found("sk-rodne-cislo", "Dátum narodenia: 19. 3. 1971, rodné číslo: 710319/2745")
[('710319/2745', 'verified')]
"""

from __future__ import annotations

from stdnum.sk import rc

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import PERSONAL, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://www.slov-lex.sk/ezbierky/pravne-predpisy/SK/ZZ/1995/301/"

_NAMES = (
    "slovak birth number",
    "rodné číslo sr",
    "rodne cislo sr",
)
LABELS = (
    Label(
        (*_NAMES, *PERSONAL, "rodné číslo", "rodne cislo", "birth number"),
        r"(?P<value>\d{6} ?/? ?\d{3,4})(?![^\W_]|[.\-/]\d)",
        reach=30,
    ),
)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not rc.is_valid(value):
        return None
    chance = 0.005 if len(value) == 10 else 0.07  # until 1953 without a check digit
    return judge_national(candidate, value, _WORDS, "sk", chance=chance)

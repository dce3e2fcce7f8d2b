"""Identity card number, Personalausweis (Germany).

>>> found("de-identity-card", "Personalausweisnummer: L01X00T471")
[('L01X00T471', 'verified')]
>>> found("de-identity-card", "Personalausweisnummer: L01X00T47")  # as printed on the front, without its check digit
[('L01X00T47', 'likely')]
>>> found("de-identity-card", "Personalausweisnummer: L01X00T472")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import CARD, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://www.personalausweisportal.de/Webs/PA/EN/citizens/german-id-card/german-id-card-node.html"

_NAMES = ("personalausweis", "personalausweisnummer", "ausweisnummer", "ausweis nr", "perso nr", "german id card")
# Letters that are not mistaken for digits; the first is of the authority. T with digits only: until 2010.
LABELS = (
    Label((*_NAMES, *CARD), r"(?P<value>[LMNPRTVWXY][0-9CFGHJKLMNPRTVWXYZ]{8}\d?)(?:D(?=\b|<))?(?![\w\-])", reach=40),
)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value
    if len(digits_of(value)) < 3:
        return None
    if len(value) == 9:
        return None if candidate.alone else judge_national(candidate, value, _WORDS, "de", chance=1)
    total = sum(int(character, 36) * (7, 3, 1)[place % 3] for place, character in enumerate(value[:9]))
    if total % 10 != int(value[9]):  # ICAO 9303
        return None
    return judge_national(candidate, value, _WORDS, "de", chance=0.1)

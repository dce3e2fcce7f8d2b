"""Identity card number (Malta).

>>> found("mt-identity-card", "Karta tal-Identità: 0123456M")
[('0123456M', 'likely')]
>>> found("mt-identity-card", "Karta tal-Identità: 0123456X")  # no such letter
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, words
from bailee.detectors.national import CARD, PERSONAL, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://identita.gov.mt/identity-cards-unit/"

_NAMES = (
    "karta tal identità",
    "karta tal identita",
    "numru tal karta",
    "maltese id card",
    "maltese id",
    "identità malta",
    "identita malta",
)
LABELS = (
    Label((*_NAMES, *PERSONAL, *CARD), r"(?P<value>\d{3,7} ?\(?[MGAPLHBZmgaplhbz]\)?)(?![^\W_]|[.\-/]\d)", reach=20),
)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = "".join(filter(str.isalnum, candidate.value)).upper()
    return judge_national(candidate, value, _WORDS, "mt", chance=1)

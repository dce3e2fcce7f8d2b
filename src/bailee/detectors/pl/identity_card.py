"""Identity card number, dowód osobisty (Poland).

>>> found("pl-identity-card", "Seria i numer dowodu: ABA300000")
[('ABA300000', 'verified')]
>>> found("pl-identity-card", "Seria i numer dowodu: ABA400000")  # the check digit is wrong
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, words
from bailee.detectors.national import CARD, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://www.gov.pl/web/gov/uzyskaj-dowod-osobisty"

_NAMES = (
    "dowód osobisty",
    "dowod osobisty",
    "dowodu osobistego",
    "seria i numer dowodu",
    "nr dowodu",
    "dowód tożsamości",
    "dowod tozsamosci",
    "polish id card",
)


def _is_valid(value: str) -> bool:
    """Letters count from 10; weights 7, 3, 1 over all but the fourth character, which is their sum's last digit."""
    total = sum(
        int(character, 36) * weight for character, weight in zip(value[:3] + value[4:], (7, 3, 1) * 3, strict=False)
    )
    return total % 10 == int(value[3])


LABELS = (Label((*_NAMES, *CARD), r"(?P<value>[A-Z]{3}(?:,? nr\.?)? ?\d{6})(?![^\W_]|[.\-/]\d)", reach=30),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value[:3] + candidate.value[-6:]
    if not _is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "pl", chance=0.1)

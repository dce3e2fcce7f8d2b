"""Identity card, carte nationale d'identité (France).

>>> found("fr-identity-card", "Carte nationale d'identité n° 880692310285")
[('880692310285', 'likely')]
>>> found("fr-identity-card", "Carte nationale d'identité n° 8806923")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import CARD, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://www.service-public.fr/particuliers/vosdroits/N358"

_NAMES = (
    "carte nationale d'identité", "carte nationale d'identite", "numéro de cni", "numero de cni", "cni", "carte d'identité", "carte d'identite",
    "french id card",
)  # fmt: skip
# Twelve digits until 2021, nine letters and digits on the card of the size of a bank card since.
LABELS = (Label((*_NAMES, *CARD), r"(?P<value>\d{2}[01]\d[0-9AB]{2}\d{6}|[A-Z0-9]{2}[A-Z0-9]\d[A-Z0-9]{3}\d[A-Z0-9])(?![^\W_]|[.\-/]\d)", reach=30),)  # fmt: skip
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value
    if len(value) == 9 and (not 3 <= len(digits_of(value)) <= 8 or not candidate.labelled):
        return None
    return judge_national(candidate, value, _WORDS, "fr", chance=1)

"""Identity card and passport number (Netherlands).

>>> found("nl-document-number", "Documentnummer: XR1001R58")
[('XR1001R58', 'likely')]
>>> found("nl-document-number", "Documentnummer: XR1O01R58")  # never the letter O
[]
"""

from __future__ import annotations

from stdnum.nl import identiteitskaartnummer

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, words
from bailee.detectors.national import CARD, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://www.rvig.nl/node/356"

_NAMES = (
    "identiteitskaartnummer",
    "documentnummer",
    "id kaart",
    "nederlandse identiteitskaart",
    "dutch id card",
)
LABELS = (
    Label(
        (*_NAMES, *CARD, "identiteitskaart"),
        r"(?P<value>[A-NP-Z]{2} ?[A-NP-Z0-9]{4}[A-NP-Z0-9]{2} ?[0-9])(?![^\W_]|[.\-/]\d)",
        reach=20,
    ),
)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = identiteitskaartnummer.compact(candidate.value)
    if not identiteitskaartnummer.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "nl", chance=1)

"""Number of a European health insurance card, EHIC.

>>> found("eu-health-insurance-card", "Kennnummer der Karte (EHIC): 80276881100123456789")
[('80276881100123456789', 'verified')]
>>> found("eu-health-insurance-card", "EHIC: 80999881100123456789")  # no country of the scheme
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words

CATEGORY = "health-insurance-identifier"
SOURCE = "https://eur-lex.europa.eu/eli/dec/2009/751(1)/oj"  # Decision S2: 80, the country's number, the institution's

_NAMES = (
    "ehic", "ghic", "european health insurance card", "kennnummer der karte", "krankenversicherungskarte", "ceam",
    "carte européenne d'assurance maladie", "tessera sanitaria", "tarjeta sanitaria europea", "ekuz",
)  # fmt: skip
LABELS = (
    Label(_NAMES, r"(?P<value>80\d{3}[ \-]?\d{5}[ \-]?\d{10}|80\d{3}(?: ?\d{5}){3})(?![^\W_]|[.\-/]\d)", reach=30),
)
_WORDS = words(*_NAMES)
_COUNTRIES = frozenset(
    [
        "040",
        "056",
        "100",
        "191",
        "196",
        "203",
        "208",
        "233",
        "246",
        "250",
        "276",
        "300",
        "348",
        "352",
        "372",
        "380",
        "428",
        "438",
        "440",
        "442",
        "470",
        "528",
        "578",
        "616",
        "620",
        "642",
        "703",
        "705",
        "724",
        "752",
        "756",
        "826",
    ]
)


def judge(candidate: Candidate) -> Judgement | None:
    digits = digits_of(candidate.value)
    if len(digits) != 20 or digits[2:5] not in _COUNTRIES:
        return None
    return judge_identifier(candidate, digits, _WORDS, chance=0.01)

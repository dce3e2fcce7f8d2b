"""Security code of a payment card (CVV, CVC), which nobody may keep (PCI DSS 3.3.2).

>>> found("card-security-code", "Visa 4539 5787 6362 1486 exp 04/27 CVV: 731")
[('731', 'verified')]
>>> found("card-security-code", "Security code: 731")          # of a door, perhaps
[]
>>> found("card-security-code", "the CVV is printed on the back, 3 or 4 digits")
[]
"""

from __future__ import annotations

import re

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, words
from bailee.text import Match

CATEGORY = "payment-card"
SOURCE = "https://www.pcisecuritystandards.org/document_library/"

LABELS = (
    Label(
        (
            "cvv", "cvv2", "cvc", "cvc2", "cvv code", "cvv number", "security code", "card security code", "card verification", "verification code", "card code", "csc", "cvn",
            "3 digit code", "kartenprüfnummer", "prüfziffer", "cryptogramme", "código de seguridad",
        ),
        r"(?P<value>\d{3,4})(?![^\W_]|[.,:/\-]\d|[ \-]?digits?\b)",
        headings=("cvv", "cvc"),
    ),
)  # fmt: skip
_PLAIN = re.compile(r"cv[vcn]|card")
_CARD = words(
    "card",
    "visa",
    "mastercard",
    "amex",
    "american express",
    "discover",
    "exp",
    "expiry",
    "expiration",
    "valid thru",
    "cardholder",
    "kreditkarte",
    "carte",
    "tarjeta",
    "billing",
)
_NUMBER = re.compile(r"\d{4}[ \-]?\d{4}[ \-]?\d{4}[ \-]?\d{1,4}|3[47]\d{2}[ \-]?\d{6}[ \-]?\d{5}|[Xx*•]{4}[ \-]?\d{4}")


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value
    if not candidate.labelled or candidate.scene.is_code:
        return None
    label = (candidate.label + candidate.heading).lower()
    number = _NUMBER.search(candidate.before(160)) or _NUMBER.search(candidate.after(120))
    card = candidate.near(_CARD, 120, 60) or bool(_CARD.search(candidate.table))
    if not _PLAIN.search(label) and not number and not (card and "security" in label):
        return None
    score = Score(0.6, candidate.said)
    if number:
        score.at_least(0.99, "a card's number stands near")
    elif card or candidate.heading:
        score.at_least(0.95, candidate.seen("words about cards stand near") if card else "it is a column")
    elif _PLAIN.search(label) and candidate.before(3).strip()[-1:] in (":", "=", "#"):
        score.at_least(0.9, "only a colon or the like stands between the label and it")
    if len(set(value)) == 1:
        score.at_most(0.6, "one figure over and over")
    if candidate.heading and candidate.peers < 0.6:
        score.at_most(0.4, "most of its column has another form")
    return score.judgement(value)


def mask(match: Match) -> str:
    return "•" * len(match.value)

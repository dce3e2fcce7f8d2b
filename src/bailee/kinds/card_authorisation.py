"""Leave to charge a card, with the card's data filled in.

Its words: `words/card-authorisation.toml`; how they are weighed: `weighing.py`.
"""

from __future__ import annotations

from bailee.kinds.reading import Reading
from bailee.kinds.weighing import Weighed, weigh
from bailee.vocabulary import SubjectCategory

IDENT = "card-authorisation"
NAME = "Card authorisation form"
CATEGORY = "card-authorisations"
SUBJECT = SubjectCategory.CUSTOMER
FROM = "card number, expiry, security code and cardholder filled in, leave to charge"


def recognise(reading: Reading) -> Weighed | None:
    return weigh(reading, IDENT)

"""Leave to charge a card, with the card's data filled in.

Its words: `words/card-authorisation.toml`; how they are weighed: `weighing.py`.
"""

from __future__ import annotations

import re

from bailee.kinds.reading import Reading
from bailee.kinds.weighing import Weighed, weigh
from bailee.vocabulary import SubjectCategory

IDENT = "card-authorisation"
NAME = "Card authorisation form"
CATEGORY = "card-authorisations"
SUBJECT = SubjectCategory.CUSTOMER
FROM = "card number, expiry, security code and cardholder filled in, leave to charge"


# A number as it stands on a card, and soon after it a month and a year to come.
_NUMBER_THEN_MONTH = re.compile(
    r"(?<!\d)[3-6]\d{3}[ .-]?\d{4,6}[ .-]?\d{4,5}(?:[ .-]?\d{1,4})?(?!\d)\D{1,24}?(?:0?[1-9]|1[0-2])\s?[/-]\s?(?:20)?[2-4]\d(?!\d)"
)


def recognise(reading: Reading) -> Weighed | None:
    if _NUMBER_THEN_MONTH.search(reading.lines):
        return weigh(reading, IDENT, extra=1.5, reasons=("a card number with a month and year",))
    return weigh(reading, IDENT)

"""Leave to charge a card, with the card's data filled in.

Its words: `words/card-authorisation.toml`; how they are weighed: `weighing.py`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bailee.kinds.reading import Reading, Sheet
from bailee.kinds.weighing import Weighed, weigh
from bailee.vocabulary import Confidence, SubjectCategory

IDENT = "card-authorisation"
NAME = "Card authorisation form"
CATEGORY = "card-authorisations"
SUBJECT = SubjectCategory.CUSTOMER
FROM = "card number, expiry, security code and cardholder filled in, leave to charge"


# A number as it stands on a card, and soon after it a month and a year to come.
_NUMBER_THEN_MONTH = re.compile(
    r"(?<!\d)[3-6]\d{3}[ .-]?\d{4,6}[ .-]?\d{4,5}(?:[ .-]?\d{1,4})?(?!\d)\D{1,24}?(?:0?[1-9]|1[0-2])\s?[/-]\s?(?:20)?[2-4]\d(?!\d)"
)
_LEAVE = frozenset({"a security code filled in", "leave to charge a card"})
_FORM = frozenset({"a cardholder", "an amount to charge", "a type of card"})
_CARD_CELL = re.compile(r"[3-6]\d{3}[ .-]?\d{4,6}[ .-]?\d{4,5}(?:[ .-]?\d{1,4})?")
MANY_ROWS = 3  # a table of as many cards is a list of customers


def recognise(reading: Reading) -> Weighed | None:
    """A card's number is in statements, lists and letters too: leave to charge it makes the form."""
    if _NUMBER_THEN_MONTH.search(reading.lines):
        weighed = weigh(reading, IDENT, extra=1.5, reasons=("a card number with a month and year",), seen=True)
    else:
        weighed = weigh(reading, IDENT)
    if weighed is None or weighed.confidence is Confidence.POSSIBLE:
        return weighed
    leave, form = _LEAVE.intersection(weighed.reasons), _FORM.intersection(weighed.reasons)
    if any(sheet.count >= MANY_ROWS and _lists_cards(sheet) for sheet in reading.sheets) or not (
        leave or len(form) >= 2
    ):
        return replace(weighed, confidence=Confidence.POSSIBLE)
    return weighed


def _lists_cards(sheet: Sheet) -> bool:
    """Rows with a card each."""
    cards = sum(1 for row in sheet.rows if any(_CARD_CELL.fullmatch(cell.strip()) for cell in row))
    return cards >= MANY_ROWS

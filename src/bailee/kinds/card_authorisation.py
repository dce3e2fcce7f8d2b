"""Leave to charge a card, with the card's data filled in.

Its words: `words/card-authorisation.toml`; how they are weighed: `weighing.py`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bailee.kinds.reading import Reading
from bailee.kinds.shapes import is_card
from bailee.kinds.weighing import Weighed, weigh
from bailee.vocabulary import Confidence, SubjectCategory

IDENT = "card-authorisation"
NAME = "Card authorisation form"
CATEGORY = "card-authorisations"
SUBJECT = SubjectCategory.CUSTOMER
FROM = "card number, expiry, security code and cardholder filled in, leave to charge"


# A number as it stands on a card, and soon after it a month and a year to come.
_NUMBER_THEN_MONTH = re.compile(
    r"([3-6](?<!\d.)\d{3}[ .-]?\d{4,6}[ .-]?\d{4,5}(?:[ .-]?\d{1,4})?)(?!\d)\D{1,24}?(?:0?[1-9]|1[0-2])\s?[/-]\s?(?:20)?[2-4]\d(?!\d)"
)
_LEAVE = frozenset({"a security code filled in", "leave to charge a card"})
_FORM = frozenset({"a cardholder", "an amount to charge", "a type of card"})
_A_NUMBER = re.compile(r"[3-6](?<![\d-].)\d{3}[ .-]?\d{4,6}[ .-]?\d{4,5}(?:[ .-]?\d{1,4})?(?![\d-])")
_BILL = re.compile(
    r"\b(?:invoice|receipt|bill(?:ed)? to|sold to|sales? slip|order no|rechnung|quittung|facture|reçu|factura|recibo)\b",
    re.I,
)
_PAID = re.compile(
    r"\b(?:paid|payment|charged|card|pay(?:able)?|visa|master ?card|amex|american express|discover|maestro|bezahlt|payé|pagado)\b[^\n]{0,40}?$",
    re.I,
)
MANY_CARDS = 3  # are a list of customers


def lacks(reading: Reading) -> bool:
    """Without one whole number of a card it charges nobody; with many it is a list of customers."""
    numbers = {number for number in _A_NUMBER.findall(reading.raw) if is_card(number)}
    return not 0 < len(numbers) < MANY_CARDS


def recognise(reading: Reading) -> Weighed | None:
    """A card's number is in statements, lists and letters too: leave to charge it makes the form."""
    if any(is_card(found.group(1)) for found in _NUMBER_THEN_MONTH.finditer(reading.lines)):
        reasons = ("a card number with a month and year",)
        weighed = weigh(reading, IDENT, extra=1.5, reasons=reasons, about=True, seen=True)
    else:
        weighed = weigh(reading, IDENT)
    if (weighed is None or weighed.confidence is Confidence.POSSIBLE) and _is_bill(reading):
        return Weighed(Confidence.LIKELY, 8.0, ("a bill that was paid by a card, with its number and date",))
    if weighed is None or weighed.confidence is Confidence.POSSIBLE:
        return weighed
    if len({number for number in _A_NUMBER.findall(reading.raw) if is_card(number)}) >= MANY_CARDS:
        return None
    if _LEAVE.intersection(weighed.reasons) or len(_FORM.intersection(weighed.reasons)) >= 2 or _is_bill(reading):
        return weighed
    return replace(weighed, confidence=Confidence.POSSIBLE)


def _is_bill(reading: Reading) -> bool:
    """A bill to somebody, which says with which card it was paid."""
    if not _BILL.search(reading.raw) or reading.is_code or reading.common("articles") > 1:
        return False
    paid = [
        found
        for found in _NUMBER_THEN_MONTH.finditer(reading.raw)
        if is_card(found.group(1)) and _PAID.search(reading.raw[max(0, found.start() - 80) : found.start()])
    ]
    return 0 < len({found.group(1) for found in paid}) < MANY_CARDS

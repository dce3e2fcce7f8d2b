"""German bank account number with its bank code (Kontonummer, Bankleitzahl), as it was before the IBAN.

>>> found("de-bank-account", "Kontonummer 0532013000, BLZ 370 400 44")
[('0532013000', 'verified')]
>>> found("de-bank-account", "BLZ 370 400 44 Kto.-Nr. 532013000")
[('532013000', 'verified')]
>>> found("de-bank-account", "Kontonummer auf Seite 2013")
[]
"""

from __future__ import annotations

import re

from bailee.detectors.accounts import judge_account
from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words

CATEGORY = "bank-account"
SOURCE = "https://www.bundesbank.de/en/tasks/payment-systems/services/bank-sort-codes"

LABELS = (
    Label(
        ("kontonummer", "konto-nr", "konto nr", "kto-nr", "kto nr", "ktonr", "kontonr", "kto.-nr", "konto.-nr"),
        r"(?P<value>\d{2,4}(?:[ ]?\d{2,4}){1,3})(?![^\W_]|[.,\-/]\d)",
    ),
)
_CODE = words("blz", "bankleitzahl")
_NUMBER = re.compile(r"(?:BLZ|Bankleitzahl)\D{0,4}[1-8]\d{2} ?\d{3} ?\d{2}(?!\d)")


def judge(candidate: Candidate) -> Judgement | None:
    digits = digits_of(candidate.value)
    around = candidate.before(80) + " " + candidate.after(60)
    if not candidate.labelled or not 5 <= len(digits) <= 10:
        return None
    if not _NUMBER.search(around) and not _CODE.search(candidate.table):
        return None  # Scandinavians call theirs so, too, and shops their customers'
    judged = judge_account(candidate, digits, checked=False)
    if judged is not None and not candidate.heading:
        return judged.at_least(0.996, "the code of its bank stands beside it")
    return judged

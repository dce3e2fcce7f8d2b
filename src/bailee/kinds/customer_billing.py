"""Customer billing: list, ledger, invoices.

Its words: `words/customer-billing.toml`; how they are weighed: `weighing.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bailee.kinds.families import table
from bailee.kinds.interface import OwnDate
from bailee.kinds.reading import Reading
from bailee.kinds.sheets import Sheet
from bailee.kinds.weighing import Weighed, weigh
from bailee.vocabulary import Confidence, SubjectCategory

IDENT = "customer-billing"
NAME = "Customer billing"
CATEGORY = "customer-billing"
SUBJECT = SubjectCategory.CUSTOMER
FROM = "customers with invoices, amounts owed, how they pay and how they are reached"
DATED = OwnDate(
    "the date of the bill",
    (
        "invoice date",
        "last payment",
        "last paid",
        "billing date",
        "statement date",
        "due date",
        "due",
        "next invoice date",
    ),
)


_BILLS = (
    "bill",
    "invoice",
    "customer",
    "client",
    "account",
    "sold",
    "statement",
    "charge",
    "debtor",
    "cliente",
    "nombre",
    "kund",
)
_ENTRY = re.compile(
    r"\b(?:invoice|inv|payment|pmt|bill|credit memo|receipt)\b.{0,30}?\d[/.-]\d.{0,40}?\d[.,]\d\d\b",
    re.M,
)
_ENTERED = ("invoice", "inv", "payment", "pmt", "bill", "credit", "receipt")
_CONTACTS = re.compile(
    r"@(?<=\w@)[\w-]+\.\w|\d(?<!\w.)\d\d[-.) ]{1,2}\d{3}[-. ]\d{4}\b|0(?<!\w.)\d{3,4} \d{3} ?\d{3,4}\b"
)
_BILLED = {"an invoice or a date due", "entries of invoices and payments", "how the customer pays", "words of billing"}
_CUSTOMER = {"a customer", "accounts past due", "how the customer pays"}
_WHO = re.compile(
    r"customer|client|account|acct|company|debtor|payer|contact|name|tenant|subscriber|cliente|kunde|bill ?to", re.I
)
_OWED = re.compile(
    r"amount|balance|total|due|owed|paid|charge|fee|rate|invoice|mrr|current|open|over|revenue|saldo|importe|betrag|outstanding|price|payment",
    re.I,
)
_STAFF = re.compile(
    r"employee|\bemp\b|gross|net pay|salary|wage|hire|payroll|department|headcount|budget|vendor|supplier", re.I
)
_AMOUNT = re.compile(r"[$€£]?\s?-?\(?\d[\d,. ]*\)?$")


def recognise(reading: Reading) -> Weighed | None:
    families = table().families
    listed = any(_lists_customers(sheet) for sheet in reading.sheets)
    if not listed and not any(
        families[number].name in ("amount", "past-due") for number in table().of(IDENT) if number in reading.hits
    ):
        return None
    extra, reasons = 0.0, []
    if listed:
        extra += 2
        reasons.append("a list of customers with amounts")
    elif len(_billed(reading)) >= 2:
        extra += 2
        reasons.append("bills to several customers")
    if any(reading.counts[word] for word in _ENTERED) and len(_ENTRY.findall(reading.plain)) >= 3:
        extra += 2
        reasons.append("rows of a ledger")
    if len(_CONTACTS.findall(reading.lines)) >= 2:
        extra += 1
        reasons.append("how to reach the customer")
    weighed = weigh(reading, IDENT, extra=extra, reasons=tuple(reasons))
    if weighed is None or extra >= 2:
        return weighed
    if not _BILLED.intersection(weighed.reasons):
        return None  # a client and a total are in every report
    # One bill between two firms says little of anybody, and a till's receipt nothing.
    known = reading.person >= 1 and _CUSTOMER.intersection(weighed.reasons)
    if not known and weighed.confidence > Confidence.POSSIBLE:
        return replace(weighed, confidence=Confidence.POSSIBLE)
    return weighed


def _billed(reading: Reading) -> set[str]:
    """Those whom bills in this document name."""
    named: set[str] = set()
    for number in table().of(IDENT):
        family = table().families[number]
        if family.name == "customer":
            for hit in reading.hits.get(number, ())[:60]:
                bills = hit.word.startswith(_BILLS)
                beside = reading.value(hit) if bills and reading.filled(family, hit) else None
                if beside and any(map(str.isalpha, beside[0])):
                    named.add(beside[0].lower())
    return named


def _is_ledger(headers: Sequence[str]) -> bool:
    """A ledger's accounts are no customers."""
    words = " ".join(headers).lower()
    return "debit" in words and "credit" in words and not re.search(r"customer|client|debtor|kunde|cliente", words)


def _lists_customers(sheet: Sheet) -> bool:
    """Rows of customers with what they owe, and how to reach or to charge them."""
    headers = [header.replace("_", " ") for header in sheet.headers]
    if any(_STAFF.search(header) for header in headers) or sheet.count < 2 or _is_ledger(headers):
        return False
    who = [column for column, header in enumerate(headers) if _WHO.search(header)]
    owed = [column for column, header in enumerate(headers) if _OWED.search(header) and column not in who[:1]]
    names = {row[who[0]] for row in sheet.rows if who and who[0] < len(row)}
    amounts = sum(
        1 for row in sheet.rows for column in owed if column < len(row) and _AMOUNT.match(row[column].strip())
    )
    return len(names) >= 2 and amounts >= 2

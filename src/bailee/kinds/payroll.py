"""Payroll: register, pay slip, export.

Its words: `words/payroll.toml`; how they are weighed: `weighing.py`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bailee.kinds.interface import OwnDate
from bailee.kinds.reading import Reading
from bailee.kinds.weighing import Weighed, weigh
from bailee.vocabulary import Confidence, SubjectCategory

IDENT = "payroll"
NAME = "Payroll"
CATEGORY = "payroll"
SUBJECT = SubjectCategory.EMPLOYEE
FROM = "gross and net pay with amounts, tax and social security withheld, deductions, a pay period, employees"
DATED = OwnDate(
    "its pay period",
    (
        "pay period",
        "pay period end",
        "period ending",
        "period end",
        "pay date",
        "check date",
        "payment date",
        "date paid",
        "paid on",
        "periodo de pago",
        "fecha de pago",
        "abrechnungszeitraum",
    ),
    ("tax year", "w-2", "w2", "wage and tax statement", "p60"),
)
EMPLOYEE = "an employee"  # as the family says
_PERIOD = frozenset({"a pay period", "words of payroll"})
_PAID = frozenset({"net pay", "tax or social security withheld", "deductions"})


# What is paid: a figure with cents, with its currency, or of three figures and more that is no year.
_AMOUNT = re.compile(r"\d[.,]\d\d(?!\d)|[$€£¥]\s?\d|(?<![\d/.-])(?!(?:19|20)\d\d(?!\d))\d{3,6}(?![\d/-])|\d,\d{3}")


def lacks(reading: Reading) -> bool:
    """A calendar of pay days has no amount."""
    return _AMOUNT.search(reading.lines) is None


def recognise(reading: Reading) -> Weighed | None:
    weighed = weigh(reading, IDENT)
    if weighed and EMPLOYEE not in weighed.reasons and reading.person < 1:
        return None  # a till's receipt has totals and tax too, and nobody who earned them
    if weighed and not _PAID.intersection(weighed.reasons) and not _PERIOD.issubset(weighed.reasons):
        return replace(weighed, confidence=Confidence.POSSIBLE)  # a rate of pay is in every data sheet
    return weighed

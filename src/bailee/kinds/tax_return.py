"""Tax return or assessment of a person: forms, summaries, transcripts.

What an employer or payer states about pay, and what is to be withheld, is a `tax-form`.

Its words: `words/tax-return.toml`; how they are weighed: `joining.py`.
"""

from __future__ import annotations

import re

from bailee.kinds.interface import OwnDate
from bailee.kinds.reading import Reading
from bailee.vocabulary import SubjectCategory

IDENT = "tax-return"
NAME = "Tax return"
CATEGORY = "tax-returns"
SUBJECT = SubjectCategory.CUSTOMER
FROM = "adjusted gross and taxable income, filing status, refund or balance, schedules, assessments, transcripts"
DATED = OwnDate("the tax year", (), ("tax year", "form 1040", "1040", "steuerjahr", "jahr", "ejercicio"))

_OF_TAX = re.compile(
    r"tax|\b1040|\b540\b|adjusted gross|\bagi\b|filing|refund|schedule [a-f1-3]\b|\birs\b|hmrc|\bcra\b|\bato\b|\bsa10\d|\bt1\b|return|assess|steuer|einkommen|imp[oô]t|impuesto"
    r"|renta\b|declaraci[oó]n|d[eé]claration|redditi|belasting|skatt|podat|irpf|lohn|dependents?|deduct|withh|reverte|revenue",
    re.I,
)
# What a return states in a table; who prepares returns lists clients by their forms.
_SUMS = re.compile(
    r"income|\bagi\b|gross|taxable|refund|balance|\bdue\b|owed|deduct|withh|liabilit|\bpaid\b|steuer|einkommen|revenu|imp[oô]t|impuesto|cuota|renta\b|base imponible|redditi"
    r"|imposta|belasting|inkomen|skatt|inkomst|podat|doch[oó]d|lohn|wages|dividend|interest",
    re.I,
)


def lacks(reading: Reading) -> bool:
    """Balances of customers are no return, where nothing is said of tax; nor is a table without a sum of any."""
    return _OF_TAX.search(reading.lines) is None or (reading.is_table and _SUMS.search(reading.lines) is None)

"""Customer billing: list, ledger, invoices.

Its words: `words/customer-billing.toml`; how they are weighed: `weighing.py`.
"""

from __future__ import annotations

from bailee.kinds.reading import Reading
from bailee.kinds.weighing import Weighed, weigh
from bailee.vocabulary import SubjectCategory

IDENT = "customer-billing"
NAME = "Customer billing"
CATEGORY = "customer-billing"
SUBJECT = SubjectCategory.CUSTOMER
FROM = "customers with invoices, amounts owed, how they pay and how they are reached"


def recognise(reading: Reading) -> Weighed | None:
    return weigh(reading, IDENT)

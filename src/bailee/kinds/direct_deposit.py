"""Leave to pay wages into somebody's bank account.

Its words: `words/direct-deposit.toml`; how they are weighed: `weighing.py`.
"""

from __future__ import annotations

from bailee.kinds.reading import Reading
from bailee.kinds.weighing import Weighed, weigh
from bailee.vocabulary import SubjectCategory

IDENT = "direct-deposit"
NAME = "Direct deposit form"
CATEGORY = "bank-account"
SUBJECT = SubjectCategory.EMPLOYEE
FROM = "an employee's bank, routing and account number, leave to deposit pay"


def recognise(reading: Reading) -> Weighed | None:
    return weigh(reading, IDENT)

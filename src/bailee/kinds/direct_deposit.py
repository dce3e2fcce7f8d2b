"""Leave to pay wages into somebody's bank account.

Its words: `words/direct-deposit.toml`; how they are weighed: `weighing.py`.
"""

from __future__ import annotations

import re

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


_OF_BANKS = re.compile(
    r"\bbank|account|routing|\biban\b|\bbic\b|sort ?code|\bbsb\b|\baba\b|transit|deposit|credit union|checking|savings|konto|\bblz\b|banque|compte|\brib\b|banco|cuenta|clabe|pay ?card|building society",
    re.I,
)


_OF_PAY = re.compile(
    r"\bpay(?!pal|able|ment)|payroll|\bwages?\b|salar|deposit|credit entries|employ|\bstaff\b|emp(?:id|loyee)?\b|\bach\b|\bdd\b|prenote|stipend|lohn|gehalt|bez[üu]ge|verg[üu]tung|personalnummer|paie|traitement|matricule|n[óo]mina|sueldo|haberes|loon|stipendio",
    re.I,
)


def lacks(reading: Reading) -> bool:
    """Leave to take something from pay is no account that pay goes to, and an account for something else none either."""
    return _OF_BANKS.search(reading.lines) is None or _OF_PAY.search(reading.lines) is None

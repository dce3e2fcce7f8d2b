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


def lacks(reading: Reading) -> bool:
    """Leave to take something from pay is no account that pay goes to."""
    return _OF_BANKS.search(reading.lines) is None

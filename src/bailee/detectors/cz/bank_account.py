"""Bank account number (Czechia).

>>> found("cz-bank-account", "Číslo účtu: 34278-0727558021/0100")
[('34278-0727558021/0100', 'verified')]
>>> found("cz-bank-account", "Číslo účtu: 4278-727558021/0100")  # the check digits are wrong
[]
"""

from __future__ import annotations

from stdnum.cz import bankaccount

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, words
from bailee.detectors.national import ACCOUNT, judge_national

CATEGORY = "bank-account"
SOURCE = "https://www.cnb.cz/en/payments/accounts-bank-codes/"

_NAMES = (
    "č.ú.",
    "č. ú.",
    "číslo účtu",
    "cislo uctu",
    "bankovní účet",
    "bankovni ucet",
    "účet číslo",
    "ucet cislo",
    "č. účtu",
    "c. uctu",
)
LABELS = (Label((*_NAMES, *ACCOUNT), r"(?P<value>(?:\d{2,6}-)?\d{2,10}/\d{4})(?![^\W_]|[.\-/]\d)", reach=30),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value
    if not bankaccount.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "cz", chance=0.01)

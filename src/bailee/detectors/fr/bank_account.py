"""French bank account number (RIB).

>>> found("fr-bank-account", "RIB : 20041 01005 0500013M026 06")
[('20041 01005 0500013M026 06', 'verified')]
>>> found("fr-bank-account", "RIB : 20041 01005 0500013M026 07")
[]
"""

from __future__ import annotations

import re

from bailee.detectors.accounts import judge_account
from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label

CATEGORY = "bank-account"
SOURCE = "https://www.banque-france.fr/fr/stabilite-financiere/paiements"

LABELS = (
    Label(
        (
            "rib",
            "relevé d'identité bancaire",
            "compte bancaire",
            "numéro de compte",
            "coordonnées bancaires",
            "n° de compte",
            "no de compte",
        ),
        r"(?P<value>\d{5}[ \-]?\d{5}[ \-]?[0-9A-Z]{11}[ \-]?\d{2})(?![^\W_])",
        reach=24,
    ),
)
# Letters count as 1 to 9, from S on as 2 to 9.
_FIGURES = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789")


def judge(candidate: Candidate) -> Judgement | None:
    value = re.sub(r"[ \-]", "", candidate.value)
    bank, branch, account, key = value[:5], value[5:10], value[10:21].translate(_FIGURES), value[21:]
    if (89 * int(bank) + 15 * int(branch) + 3 * int(account) + int(key)) % 97:
        return None
    return judge_account(candidate, value, checked=True)

"""Polish bank account number (NRB).

>>> found("pl-bank-account", "Nr konta: 61 1090 1014 0000 0712 1981 2874")
[('61 1090 1014 0000 0712 1981 2874', 'verified')]
>>> found("pl-bank-account", "Nr konta: 62 1090 1014 0000 0712 1981 2874")
[]
"""

from __future__ import annotations

from stdnum.iso7064 import mod_97_10

from bailee.detectors.accounts import judge_account
from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Shape, digits_of

CATEGORY = "bank-account"
SOURCE = "https://nbp.pl/en/payment-system/payment-services/iban-and-nrb/"

SHAPES = (
    Shape(
        r"(?<![\w.\-])(?<!PL )(?P<value>\d{2} \d{4} \d{4} \d{4} \d{4} \d{4} \d{4})(?![\w]| \d|[.\-]\d)",
        outlines=("00 0000 0000 0000 0000 0000 0000",),
        before=34,
        after=4,
    ),
)
LABELS = (
    Label(
        (
            "nr konta",
            "numer konta",
            "rachunek bankowy",
            "nr rachunku",
            "numer rachunku",
            "konto bankowe",
            "nr konta bankowego",
        ),
        r"(?P<value>\d{2}(?:[ \-]?\d{4}){6})(?![^\W_]|[.\-]\d)",
        reach=12,
    ),
)


def judge(candidate: Candidate) -> Judgement | None:
    digits = digits_of(candidate.value)
    if not mod_97_10.is_valid(digits[2:] + "2521" + digits[:2]):  # PL in figures
        return None
    return judge_account(candidate, digits, checked=True, bare=0.95)

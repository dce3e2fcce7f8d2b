"""Danish bank account number, with the registration number of its branch.

>>> found("dk-bank-account", "Reg. nr. 0400 Kontonr. 0440116243")
[('0400 Kontonr. 0440116243', 'likely')]
>>> found("dk-bank-account", "reg nr 0400 i registret")
[]
"""

from __future__ import annotations

from bailee.detectors.accounts import judge_account
from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of

CATEGORY = "bank-account"
SOURCE = "https://finansdanmark.dk/en/banks-data/reg-nos-and-iban/"

LABELS = (
    Label(
        ("reg nr", "regnr", "reg.nr", "registreringsnr", "reg-nr"),
        r"(?P<value>\d{4}[ ,/;\-]{0,3}(?:(?i:og )?(?i:kontonummer|konto[ \-]?nr\.?|konto|kontonr\.?)[ .:]{0,3}|[ \-])\d{6,10})(?![^\W_]|[.\-]\d)",
    ),
)


def judge(candidate: Candidate) -> Judgement | None:
    digits = digits_of(candidate.value)
    if not candidate.labelled or not 10 <= len(digits) <= 14:
        return None
    named = "kont" in candidate.value.lower()
    judged = judge_account(candidate, digits, checked=False)
    if judged is None or not named:
        return judged
    return judged.at_least(0.96, "a branch and an account, as Danish banks number them")

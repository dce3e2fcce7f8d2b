"""Bank account number (Canada), known by transit and institution beside it.

>>> found("ca-bank-account", "Transit 00123, institution 003, account number 1029384")
[('1029384', 'verified')]
>>> found("ca-bank-account", "Direct deposit: 00123-003-1029384")
[('1029384', 'verified')]
>>> found("ca-bank-account", "account number 1029384")
[]
"""

from __future__ import annotations

import re

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, is_filler, words

CATEGORY = "bank-account"
SOURCE = "https://www.payments.ca/"

LABELS = (
    Label(
        (
            "account number",
            "account no",
            "account #",
            "acct no",
            "acct number",
            "bank account",
            "numéro de compte",
            "no de compte",
            "direct deposit",
            "dépôt direct",
            "void cheque",
        ),
        r"(?P<value>(?:\d{5}-\d{3}-|0\d{3}-\d{5}-|0\d{8}[ \-])?(?<!\d)\d{7,12}|\d{5}-\d{3}-\d{7,12})(?![^\W_]|[.\-/]\d)",
    ),
)
_TRANSIT = re.compile(r"(?i)(?<![^\W_])(?:transit|succursale|branch)\b[^\d\n]{0,20}\d{5}(?!\d)")
_INSTITUTION = re.compile(r"(?i)(?<![^\W_])(?:inst(?:itution)?)\b[^\d\n]{0,20}0?\d{3}(?!\d)")
_WORDS = words("transit", "institution")
_WHOLE = re.compile(r"(?:\d{5}-\d{3}-|0\d{8}[ \-])(?=\d{7})")


def judge(candidate: Candidate) -> Judgement | None:
    whole = _WHOLE.match(candidate.value)
    start = candidate.start + whole.end() if whole else None
    value = candidate.value[whole.end() :] if whole else candidate.value
    if not candidate.labelled or is_filler(value) or not value.isdigit():
        return None
    score = Score(0.0, candidate.said)
    around = candidate.before(160) + " | " + candidate.after(120)
    if whole or (_TRANSIT.search(around) and _INSTITUTION.search(around)):
        return score.at_least(0.99, "transit and institution stand beside it").judgement(value, start=start)
    if "transit" in candidate.table.lower() and _WORDS.search(candidate.table):
        return score.at_least(0.96, "its table has a column for the transit number").judgement(value)
    return None

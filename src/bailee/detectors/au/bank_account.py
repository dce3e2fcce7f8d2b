"""Bank account number (Australia), known by the BSB beside it.

>>> found("au-bank-account", "BSB 062-000 Account 12837465")
[('12837465', 'verified')]
>>> found("au-bank-account", "BSB: 062000, acct no: 12837465")
[('12837465', 'verified')]
>>> found("au-bank-account", "account 12837465")
[]
"""

from __future__ import annotations

import re

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, digits_of, is_filler

CATEGORY = "bank-account"
SOURCE = "https://www.auspaynet.com.au/resources/direct-entry"

LABELS = (
    Label(
        (
            "account number",
            "account no",
            "account #",
            "acct no",
            "acct",
            "acc no",
            "acc",
            "a/c",
            "bank account",
            "account",
        ),
        r"(?P<value>\d{2,5}[ \-]?\d{3,5}(?:[ \-]?\d{1,3})?)(?![^\W_]|[.\-/]\d)",
    ),
)
_BSB = re.compile(r"(?i)(?<![^\W_])b\.?s\.?b\.?(?:\s*(?:no|number|code))?[\s:=\"'#,|]*\d{3}[ \-]?\d{3}(?!\d)")


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not candidate.labelled or not 5 <= len(value) <= 10 or is_filler(value):
        return None
    score = Score(0.0, candidate.said)
    if _BSB.search(candidate.before(80)) or _BSB.search(candidate.after(60)):
        return score.at_least(0.99, "a BSB stands beside it").judgement(value)
    if "bsb" in candidate.table.lower():
        return score.at_least(0.97, "its table has a column for the BSB").judgement(value)
    return None

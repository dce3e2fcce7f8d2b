"""Bank account number (India), known by its label beside an IFSC.

>>> found("in-bank-account", "A/c No. 50100123456789, IFSC: HDFC0001234")
[('50100123456789', 'likely')]
>>> found("in-bank-account", "account number 50100123456789 at the bank")
[]
"""

from __future__ import annotations

import re

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, is_filler, words

CATEGORY = "bank-account"
SOURCE = "https://www.rbi.org.in/"

LABELS = (
    Label(
        (
            "account number",
            "account no",
            "a/c no",
            "a/c number",
            "acct no",
            "bank account",
            "खाता संख्या",
            "खाता नंबर",
        ),
        r"(?P<value>\d{9,18})(?![^\W_]|[.\-/]\d)",
    ),
)
_IFSC = re.compile(r"(?<![A-Za-z0-9])[A-Z]{4}0[A-Z0-9]{6}(?![A-Za-z0-9])")
_WORD = words("ifsc", "ifsc code")


def judge(candidate: Candidate) -> Judgement | None:
    if not candidate.labelled or is_filler(candidate.value):
        return None
    around = candidate.before(160) + " | " + candidate.after(160)
    score = Score(0.0, candidate.said)
    if _IFSC.search(around):
        return score.at_least(0.97, "the code of an Indian bank's branch stands near").judgement(candidate.value)
    if _WORD.search(around) or _WORD.search(candidate.table):
        return score.at_least(0.96, "the word IFSC stands near").judgement(candidate.value)
    return None

"""Bank account number beside its sort code (United Kingdom).

>>> found("uk-bank-account", "Sort code 20-00-00, account number 55779911")
[('55779911', 'verified')]
>>> found("uk-bank-account", "sort: 20-00-00, acc: 55779911")
[('55779911', 'verified')]
>>> found("uk-bank-account", "Account number 55779911")  # any country's
[]
"""

from __future__ import annotations

import re

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, is_filler, words

CATEGORY = "bank-account"
SOURCE = "https://www.vocalink.com/tools/modulus-checking/"

# Which numbers pass depends on weights by sort code that change four times a year: the neighbour decides, not a check digit.
LABELS = (
    Label(("account number", "account no", "acc no", "acct no", "a/c no", "a/c number", "account", "acc", "acct", "a/c", "ac"), r"(?P<value>\d{8})(?![^\W_]|[.\-/]\d)"),
    Label(("sort code", "sort"), r"\d{2}[ \-]?\d{2}[ \-]?\d{2}[\s,;/|]{1,3}(?P<value>\d{8})(?![^\W_]|[.\-/]\d)"),
)  # fmt: skip
_SORT_CODE = words("sort code", "sortcode")
_SORTED = re.compile(r"(?i)\b(?:sort|s/c)(?: no)?\.?[:= ] ?\d\d[ \-]?\d\d[ \-]?\d\d(?!\d)")


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value
    if not candidate.labelled or is_filler(value):
        return None
    around = candidate.before(100) + " " + candidate.after(60)
    if not (_SORT_CODE.search(around) or _SORTED.search(around) or _SORT_CODE.search(candidate.table)):
        return None
    score = Score(0.99, "a sort code stands beside it")
    if candidate.heading and candidate.peers < 0.5:
        score.at_most(0.6, "most of its column has another form")
    return score.judgement(value)

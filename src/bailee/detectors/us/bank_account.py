"""Bank account number (United States).

>>> found("us-bank-account", "Routing 121000358 Account number 4455667788")
[('4455667788', 'likely')]
>>> found("us-bank-account", "Bank: routing/account 121000358/4455667788")
[('4455667788', 'likely')]
>>> found("us-bank-account", "the account of 2019 was 4455667788")
[]
"""

from __future__ import annotations

import re

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, digits_of, is_filler, words

CATEGORY = "bank-account"
SOURCE = "https://www.nacha.org/rules"  # ACH: up to 17 characters; no check digit

LABELS = (
    Label(
        (
            "account number", "account no", "account #", "acct number", "acct no", "acct #", "acct", "a/c", "a/c no", "bank account",
            "bank account number", "checking account", "savings account", "checking", "savings", "account num", "acctno", "deposit account",
            "dda", "beneficiary account", "account", "bank acct", "deposit into", "deposited into", "deposits into", "paid into", "wired into",
        ),
        r"(?P<value>\d{2,6}(?:[ \-]?\d{2,6}){1,5})(?![^\W_]|[.,\-/]\d)",
        headings=("bank account", "account"),
    ),
    Label(
        ("routing/account", "routing / account", "aba/account", "aba / account", "rtn/account", "routing and account"),
        r"\d{9} ?[/|,;] ?(?P<value>\d{6,17})(?![^\W_]|[.,\-/]\d)",
    ),
)  # fmt: skip
_BANK = words(
    "routing", "aba", "bank", "checking", "savings", "direct deposit", "wire", "ach", "swift", "bic", "sort code", "bsb", "credit union",
    "deposit", "beneficiary", "cheque", "debit", "transit", "rtn",
)  # fmt: skip
_BELOW = re.compile(
    r"[^\n]{0,40}\n[ \t>|*]{0,8}(?:bank |aba |ach |wire )?(?:routing|aba|rtn|swift|bic|transit)\b", re.IGNORECASE
)
_OTHER = words(
    "customer", "utility", "electric", "gas", "water", "gl", "ledger", "user", "github", "twitter", "client", "phone"
)


_LEDGER = (words("debit", "debits", "dr"), words("credit", "credits", "cr"))
_DATE = re.compile(r"(?:19|20)\d\d[ \-]?(?:0\d|1[0-2])[ \-]?[0-3]\d")
_WORDS = ("checking", "savings", "account", "accounts", "a/c")  # which other sentences hold, too


def judge(candidate: Candidate) -> Judgement | None:
    digits = digits_of(candidate.value)
    if not 6 <= len(digits) <= 17 or is_filler(digits):
        return None
    if not candidate.labelled:
        lone = candidate.alone and len(digits) >= 10
        return Score(0.25, "stands alone, as long as an account number").judgement(digits) if lone else None
    if (
        "code" in candidate.before(12).lower()
        or "code" in candidate.heading.lower()
        or _DATE.fullmatch(candidate.value)
    ):
        return None
    if candidate.label:
        between = candidate.before(60).lower().rpartition(candidate.label)[2]
        if not between or (
            "\n" in between and ":" not in between and (candidate.label in _WORDS or between[:1] in ".,;")
        ):
            return None  # a sentence ends between them
    if candidate.heading and candidate.peers < 0.6:
        return None
    if 16 <= len(digits) <= 17 or len(digits) == 15:
        score = Score(0.4, f"{candidate.said}; it is as long as a card's number")
    else:
        score = Score(0.5, candidate.said)
    bank = "bank" in (candidate.label + candidate.heading.lower()) or candidate.label.startswith(
        ("checking", "savings", "dda")
    )
    if candidate.scene.is_log and not bank:
        low, high = candidate.scene.line(candidate.start)
        near = (
            _BANK.search(candidate.content[max(low, candidate.start - 120) : min(high, candidate.end + 100)])
            is not None
        )
    else:
        near = candidate.near(_BANK, 120, 100) or _BANK.search(candidate.table) is not None
    if not near and not candidate.scene.is_log and (below := _BELOW.match(candidate.after(80))) is not None:
        near, candidate.word = True, below[0].split()[-1]
    if bank or near:
        score.at_least(0.93, candidate.seen("words about banks stand near"))
    elif candidate.label in ("account", "accounts"):
        return None
    if _OTHER.search(candidate.before(40)) and not bank:
        score.at_most(0.4, "words about another sort of account stand near")
    if not bank and all(side.search(candidate.table) for side in _LEDGER):
        score.at_most(0.4, "a column of a ledger, which has accounts of its own")
    if candidate.scene.is_code and not bank:
        score.at_most(0.5, "stands in source code")
    return score.judgement(digits)

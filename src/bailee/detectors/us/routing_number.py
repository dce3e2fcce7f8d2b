"""Bank routing number, ABA (United States).

>>> found("us-routing-number", "Routing number: 121000358, account 4455667788")
[('121000358', 'verified')]
>>> found("us-routing-number", "part 121000358")               # nine digits need words
[]
>>> found("us-routing-number", "ABA 121000359")                # wrong check digit
[]
"""

from __future__ import annotations

import re

from stdnum.us import rtn

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, Shape, digits_of, is_filler, words

CATEGORY = "bank-account"
SOURCE = "https://www.aba.com/about-us/routing-number"

SHAPES = (  # the magnetic line of a cheque, as it is read: ⑆121000358⑆ 4455667788⑈
    Shape(
        r"(?:[⑆?:|]:?|(?P<letter>[A-DT]))(?P<value>[0-3]\d{8})(?:(?P=letter)(?=(?P<account>[ ]{0,4}\d{4,17}[ ]?[BCDU<]))|[⑆?:|])",
        outlines=("[?:|]000000000[?:|]", "A000000000A", "G000000000G"),
        before=12,
        after=26,
    ),
)
_ON_US = re.compile(r"[⑆?:|]{1,2}[ ]{0,4}\d{4,17}[ ]?(?:⑈|\|\|'?|<|\"|-[ ]?\d)")
LABELS = (
    Label(
        (
            "routing", "routing number", "aba", "aba number", "rtn", "routing transit", "routing and transit", "transit number", "rtg", "r/t",
            "bank routing", "routing no", "ach routing", "wire routing", "aba/routing", "routing/aba", "routing #",
            "rt#", "rt #", "rt no", "rt number", "rtn#", "direct deposit",
        ),
        r"(?P<value>\d{4}[ \-]?\d{4}[ \-]?\d|\d{3}[ \-]\d{3}[ \-]\d{3})(?![^\W_]|[.\-]\d)",
        reach=40,
    ),
)  # fmt: skip
_BANK = words(
    "bank",
    "account",
    "acct",
    "checking",
    "savings",
    "deposit",
    "wire",
    "ach",
    "aba",
    "swift",
    "credit union",
    "cheque",
    "check",
)

_MARKS = frozenset("⑆?:|")


def judge(candidate: Candidate) -> Judgement | None:
    digits = digits_of(candidate.value)
    prefix = int(digits[:2])
    if not (prefix <= 12 or 21 <= prefix <= 32 or 61 <= prefix <= 72 or prefix == 80):
        return None
    if not rtn.is_valid(digits) or is_filler(digits) or digits == "000000000":
        return None
    score = Score(0.4, "check digit and district are right")
    if candidate.labelled:
        score.at_least(0.97 if candidate.distant else 0.995, candidate.said)
    elif candidate.alone:
        score.at_least(0.45, "stands alone")
    elif (candidate.has("account") and (candidate.before(1) in "AT" or candidate.near(_BANK, 120, 60))) or (
        candidate.before(1) in _MARKS and _ON_US.match(candidate.after(32)) is not None
    ):
        score.at_least(0.97, "it stands between the marks of a cheque, an account behind it")
    elif candidate.before(1) == candidate.after(1) == "⑆":
        score.at_least(0.95, "it stands between the marks of a cheque")
    elif candidate.near(_BANK, 80, 60):
        marks = candidate.seen("it stands between the marks of a cheque, and words about banks near")
        score.at_least(0.9, marks)
    else:
        return None
    if candidate.peers < 0.5:
        score.at_most(0.6, "most of its column has another form")
    return score.judgement(digits)

"""Business identifier code of a bank (BIC, SWIFT code), known by its label.

>>> found("bic", "SWIFT/BIC: DEUTDEFF500")
[('DEUTDEFF500', 'verified')]
>>> found("bic", "written in SWIFT, STANDARD form")
[]
"""

from __future__ import annotations

import re

from stdnum import bic

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, words
from bailee.detectors.tables import rows

CATEGORY = "business-identifier"
SOURCE = "https://www.iso9362.org/"  # ISO 9362

LABELS = (
    Label(
        ("bic", "bic code", "swift", "swift code", "swift/bic", "bic/swift", "swift bic", "code swift", "código swift"),
        r"[\"']?[ \t]{0,3}(?:(?i:code|number|no\.?|id)[ \t]{0,2})?(?:\([^()\n]{0,16}\)[ \t]{0,2})?[:=|>#,]{0,2}[\s\"']{0,12}(?P<value>[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)(?!\w)",
        gap=False,  # a value need not hold a figure
    ),
    Label((), r"(?P<value>[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)", headings=("bic", "swift")),
)
_BANK = words(
    "bank", "iban", "account", "konto", "wire", "transfer", "bic", "compte", "beneficiary", "remit", "payment"
)
_IBAN_COUNTRIES = frozenset(row[:2] for row in rows("iban_registry.txt"))
_COUNTRIES = _IBAN_COUNTRIES | frozenset(
    re.findall(
        "[A-Z]{2}",
        "US CA AU NZ JP CN HK SG IN KR TW TH MY PH ID VN ZA MX AR CL CO PE NG KE GH MA DZ TN BD LK NP PK UY PY BO EC VE PA CR KY BM BS",
    )
)


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value
    if not candidate.labelled or not bic.is_valid(value) or value[4:6] not in _COUNTRIES:
        return None
    score = Score(0.99, candidate.said)
    if value.isalpha() and candidate.scene.is_code:
        score.at_most(0.5, "stands in source code")
    elif value.isalpha() and not candidate.heading and not candidate.near(_BANK, 100, 60):
        score.at_most(0.9, "letters only, and no other word about banks stands near")
    if candidate.heading and candidate.peers < 0.5:
        score.at_most(0.5, "most of its column has another form")
    return score.judgement(value)

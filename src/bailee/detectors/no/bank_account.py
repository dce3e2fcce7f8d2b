"""Bank account number, kontonummer (Norway).

>>> found("no-bank-account", "Kontonummer: 8601 11 17947")
[('8601 11 17947', 'verified')]
>>> found("no-bank-account", "Kontonummer: 8601 11 17949")  # the check digit is wrong
[]
"""

from __future__ import annotations

from stdnum.no import kontonr

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import ACCOUNT, judge_national

CATEGORY = "bank-account"
SOURCE = "https://www.bits.no/en/iban/"

_NAMES = (
    "konto nr",
    "kontonummer",
    "kontonr",
    "bankkonto",
    "lønnskonto",
    "lonnskonto",
    "norwegian bank account",
)
LABELS = (
    Label((*_NAMES, *ACCOUNT), r"(?P<value>\d{4}[. ]?\d{2}[. ]?\d{5}|0000\.\d{7}|\d{7})(?![^\W_]|[.\-/]\d)", reach=30),
)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not kontonr.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "no", chance=0.1)

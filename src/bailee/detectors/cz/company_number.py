"""Company and tax number, IČO, DIČ (Czechia).

>>> found("cz-company-number", "IČO: 25123891")
[('25123891', 'verified')]
>>> found("cz-company-number", "IČO: 25123890")  # the check digit is wrong
[]
"""

from __future__ import annotations

from stdnum.cz import dic

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, words
from bailee.detectors.national import judge_national

CATEGORY = "business-identifier"
SOURCE = "https://ares.gov.cz/"

_NAMES = (
    "ičo",
    "ico",
    "ič",
    "ic",
    "dič",
    "dic",
    "identifikační číslo osoby",
    "identifikacni cislo osoby",
    "czech company number",
)
LABELS = (Label((*_NAMES, "vat number"), r"(?P<value>(?:CZ ?)?\d{8,10})(?![^\W_]|[.\-/]\d)", reach=20),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = dic.compact(candidate.value)
    if not dic.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "cz", chance=0.1)

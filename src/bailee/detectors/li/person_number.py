"""Person identification number, PEID (Liechtenstein).

>>> found("li-person-number", "PEID: 00001234567")
[('00001234567', 'likely')]
>>> found("li-person-number", "PEID: 00001234568913454545")  # too long
[]
"""

from __future__ import annotations

from stdnum.li import peid

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, words
from bailee.detectors.national import judge_national

CATEGORY = "tax-identifier"
SOURCE = "https://www.oecd.org/tax/automatic-exchange/crs-implementation-and-assistance/tax-identification-numbers/LIECHTENSTEIN%20TIN.pdf"

_NAMES = (
    "peid",
    "peid nr",
    "personenidentifikationsnummer",
)
LABELS = (Label(_NAMES, r"(?P<value>0{0,5}\d{4,7})(?![^\W_]|[.\-/]\d)", reach=20),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = peid.compact(candidate.value)
    if not peid.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "ch", chance=1)

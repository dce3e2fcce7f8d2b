"""Tax identification number, NIP (Poland).

>>> found("pl-nip", "NIP: 8567346215")
[('8567346215', 'verified')]
>>> found("pl-nip", "NIP: 8567346216")  # the check digit is wrong
[]
"""

from __future__ import annotations

from stdnum.pl import nip

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, words
from bailee.detectors.national import TAX, judge_national

CATEGORY = "tax-identifier"
SOURCE = "https://www.biznes.gov.pl/en/portal/ou1456"

_NAMES = (
    "nip",
    "numer nip",
    "nr nip",
    "numer identyfikacji podatkowej",
)
LABELS = (
    Label(
        (*_NAMES, *TAX, "vat number"),
        r"(?P<value>(?:PL ?)?\d{3}[ \-]?\d{3}[ \-]?\d{2}[ \-]?\d{2}|\d{3}-\d{2}-\d{2}-\d{3})(?![^\W_]|[.\-/]\d)",
        reach=30,
    ),
)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = nip.compact(candidate.value)
    if not nip.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "pl", chance=0.1)

"""Tax identification code, ΑΦΤ (Cyprus).

>>> found("cy-tax-number", "TIC: 10259033P")
[('10259033P', 'verified')]
>>> found("cy-tax-number", "TIC: 10259033Z")  # the check letter is wrong
[]
"""

from __future__ import annotations

from stdnum.cy import vat

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, words
from bailee.detectors.national import TAX, judge_national

CATEGORY = "tax-identifier"
SOURCE = "https://www.mof.gov.cy/mof/tax/taxdep.nsf"

_NAMES = (
    "φ.π.α.",
    "φπα",
    "tic",
    "tax identification code",
    "αφτ",
    "cyprus vat",
)
LABELS = (
    Label(
        (*_NAMES, *TAX, "vat number"),
        r"(?P<value>(?:CY[ \-]?)?[0-9]{8}[A-Za-z])(?![^\W_]|[.\-/]\d)",
        reach=30,
    ),
)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = vat.compact(candidate.value)
    if not vat.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "cy", chance=0.03)

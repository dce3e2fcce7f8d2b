"""Tax number, ΑΦΜ (Greece).

>>> found("gr-afm", "AFM: 094259216")
[('094259216', 'verified')]
>>> found("gr-afm", "AFM: 123456781")  # the check digit is wrong
[]
"""

from __future__ import annotations

from stdnum.gr import vat

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, words
from bailee.detectors.national import TAX, judge_national

CATEGORY = "tax-identifier"
SOURCE = "https://www.aade.gr/en/tax-registration"

_NAMES = (
    "αριθμός φορολογικού μητρώου",
    "φπα",
    "φ.π.α.",
    "afm",
    "αφμ",
    "α.φ.μ.",
)
LABELS = (
    Label(
        (*_NAMES, *TAX, "vat number"),
        r"(?P<value>(?:(?:EL|GR) ?)?\d{8,9})(?![^\W_]|[.\-/]\d)",
        reach=20,
    ),
)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = vat.compact(candidate.value)
    if not vat.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "gr", chance=0.1)

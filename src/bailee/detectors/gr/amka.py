"""Social security number, ΑΜΚΑ (Greece).

>>> found("gr-amka", "AMKA: 01013099997")
[('01013099997', 'verified')]
>>> found("gr-amka", "AMKA: 01013099999")  # the check digit is wrong
[]
"""

from __future__ import annotations

from stdnum.gr import amka

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import SOCIAL, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://www.amka.gr/tieinai_en.html"

_NAMES = (
    "αριθμός μητρώου κοινωνικής ασφάλισης",
    "amka",
    "αμκα",
    "α.μ.κ.α.",
)
LABELS = (Label((*_NAMES, *SOCIAL), r"(?P<value>[0-3]\d[01]\d{8})(?![^\W_]|[.\-/]\d)", reach=30),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not amka.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "gr", chance=0.004)

"""Company number, CUI, CIF (Romania).

>>> found("ro-cui", "CUI: 18547290")
[('18547290', 'verified')]
>>> found("ro-cui", "CUI: 185 472 91")  # the check digit is wrong
[]
"""

from __future__ import annotations

from stdnum.ro import cui

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, words
from bailee.detectors.national import judge_national

CATEGORY = "business-identifier"
SOURCE = "https://www.onrc.ro/"

_NAMES = (
    "cui",
    "c.u.i.",
    "cod unic de înregistrare",
    "cod unic de inregistrare",
    "cod fiscal",
    "cod de identificare fiscală",
    "cod de identificare fiscala",
    "cif",
)
LABELS = (
    Label(
        (*_NAMES, "vat number"),
        r"(?P<value>(?:RO ?)?\d{2,3} ?\d{3} ?\d{2,3}|(?:RO ?)?\d{6,10})(?![^\W_]|[.\-/]\d)",
        reach=20,
    ),
)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = cui.compact(candidate.value)
    if not cui.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "ro", chance=0.1)

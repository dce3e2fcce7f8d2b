"""Business identification number, UID (Switzerland).

>>> found("ch-uid", "UID-Nummer: CHE-100.155.212")
[('CHE-100.155.212', 'verified')]
>>> found("ch-uid", "UID-Nummer: CHE-100.155.213")  # the check digit is wrong
[]
"""

from __future__ import annotations

from stdnum.ch import uid

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Shape, words
from bailee.detectors.national import judge_national

CATEGORY = "business-identifier"
SOURCE = "https://www.uid.admin.ch/"

_NAMES = (
    "uid nummer",
    "mwst nr",
    "mwst nummer",
    "numéro ide",
    "numero ide",
    "n° tva",
)
SHAPES = (
    Shape(
        r"(?<![\w\-])(?P<value>CHE-\d{3}\.\d{3}\.\d{3})(?![^\W_]|[.\-]\d)",
        triggers=("CHE-",),
        before=6,
        after=13,
    ),
)
LABELS = (Label(_NAMES, r"(?P<value>(?:CHE[ \-]?)?\d{3}[. ]?\d{3}[. ]?\d{3})(?![^\W_]|[.\-/]\d)", reach=30),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = uid.compact(candidate.value)
    if not uid.is_valid(value):
        return None
    return judge_national(
        candidate, value, _WORDS, "ch", chance=0.1, bare=0.95 if "CHE" in candidate.value.upper() else 0.0
    )

"""Aadhaar number (India).

>>> found("in-aadhaar", "Aadhaar: 2341 2341 2346")
[('2341 2341 2346', 'verified')]
>>> found("in-aadhaar", "आधार संख्या: 234123412346")
[('234123412346', 'verified')]
>>> found("in-aadhaar", "Aadhaar: 2341 2341 2347")
[]
"""

from __future__ import annotations

from stdnum.in_ import aadhaar

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import fits_column
from bailee.detectors.interface import Candidate, Judgement, Label, is_filler, words
from bailee.detectors.national import PERSONAL, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://uidai.gov.in/en/my-aadhaar/about-your-aadhaar.html"

_OWN = Label(
    (
        "aadhaar",
        "aadhar",
        "aadhaar number",
        "uidai",
        "आधार",
        "आधार संख्या",
        "आधार नंबर",
    ),
    r"(?P<value>[2-9]\d{3}(?P<gap>[ \-]?)\d{4}(?P=gap)\d{4})(?![^\W_]|[.\-/]\d)",
    reach=24,
)
LABELS = (_OWN, Label(PERSONAL, _OWN.value))
_CONTEXT = words(*_OWN.phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = aadhaar.compact(candidate.value)
    if not aadhaar.is_valid(value) or is_filler(value):
        return None
    if not fits_column(candidate, aadhaar.is_valid):
        return None
    return judge_national(candidate, value, _CONTEXT, "in", chance=0.1)

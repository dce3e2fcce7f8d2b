"""IMSI, the number of a subscriber to a mobile network.

>>> found("imsi", "IMSI: 310150123456789")
[('310150123456789', 'verified')]
>>> found("imsi", "part 310150123456789, IMSI 999990123456789")
[]
"""

from __future__ import annotations

from stdnum import imsi

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, digits_of

CATEGORY = "network-identifier"
SOURCE = "https://www.itu.int/rec/T-REC-E.212"

LABELS = (
    Label(("imsi", "subscriber identity"), r"(?P<value>\d{3}[ \-]?\d{2,3}[ \-]?\d{9,10})(?![^\W_]|[.\-]\d)", reach=16),
)


def judge(candidate: Candidate) -> Judgement | None:
    digits = digits_of(candidate.value)
    if not candidate.labelled or not 14 <= len(digits) <= 15 or digits[0] not in "234567" or not imsi.is_valid(digits):
        return None
    return Score(0.0, "its country and network exist").at_least(0.99, candidate.said).judgement(digits)

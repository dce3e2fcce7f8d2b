"""IMEI or MEID, the number of a mobile phone.

>>> found("imei", "IMEI: 35-209900-176148-1")
[('35-209900-176148-1', 'verified')]
>>> found("imei", "352099001761482")
[]
"""

from __future__ import annotations

from stdnum import imei, meid

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, digits_of, is_filler

CATEGORY = "network-identifier"
SOURCE = "https://www.gsma.com/aboutus/leadership/committees-and-groups/working-groups/terminal-steering-group/ts-06"

LABELS = (
    Label(
        ("imei", "imei1", "imei2", "device imei"),
        r"(?P<value>\d{2}[ \-]?\d{6}[ \-]?\d{6}[ \-]?\d)(?![^\W_]|[.\-]\d)",
        reach=16,
    ),
    Label(("meid",), r"(?P<value>[A-F][0-9A-F]{13})(?!\w)", reach=16),
)


def judge(candidate: Candidate) -> Judgement | None:
    if candidate.labelled and candidate.value[0].isalpha() and meid.is_valid(candidate.value):
        return Score(0.0, "form of an MEID").at_least(0.95, candidate.said).judgement(candidate.value)
    digits = digits_of(candidate.value)
    if not candidate.labelled or is_filler(digits) or not imei.is_valid(digits):
        return None
    return Score(0.0, "check digit is right").at_least(0.99, candidate.said).judgement(digits)

"""ICCID, the number of a SIM card.

>>> found("iccid", "SIM card number 8944 5001 0203 0405 062")
[('8944 5001 0203 0405 062', 'verified')]
>>> found("iccid", "ICCID 8944500102030405063")              # wrong check digit
[]
"""

from __future__ import annotations

from stdnum import luhn

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, digits_of, is_filler

CATEGORY = "network-identifier"
SOURCE = "https://www.itu.int/rec/T-REC-E.118"

LABELS = (
    Label(
        (
            "iccid",
            "sim card number",
            "sim number",
            "sim no",
            "sim card no",
            "sim serial",
            "sim serial number",
            "e-sim number",
            "icc id",
        ),
        r"(?P<value>89(?:[ \-]?\d){16,18})F?(?![^\W_]|[.\-]\d)",
        reach=16,
    ),
)


def judge(candidate: Candidate) -> Judgement | None:
    digits = digits_of(candidate.value)
    if not candidate.labelled or is_filler(digits[2:]) or not 18 <= len(digits) <= 20:
        return None
    if not luhn.is_valid(digits) and (len(digits) < 19 or not luhn.is_valid(digits[:19])):
        return None  # some networks write a twentieth figure that is no part of the check
    return Score(0.0, "check digit is right").at_least(0.99, candidate.said).judgement(digits)

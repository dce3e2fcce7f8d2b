"""Voter identity card number, EPIC (India).

>>> found("in-voter-id", "Voter ID: WKH1186253")
[('WKH1186253', 'verified')]
>>> found("in-voter-id", "EPIC no. WKH1186263")
[]
"""

from __future__ import annotations

from stdnum.in_ import epic

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import fits_column, judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, is_filler, words

CATEGORY = "national-identifier"
SOURCE = "https://voters.eci.gov.in/"

LABELS = (
    Label(
        (
            "voter id",
            "voter id card",
            "epic no",
            "epic number",
            "voter card",
            "electoral photo identity card",
            "elector photo identity card",
            "मतदाता पहचान पत्र",
        ),
        r"(?P<value>[A-Za-z]{3}/?\d{7})(?![^\W_]|[.\-/]\d)",
        headings=("epic",),
        reach=16,
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = epic.compact(candidate.value)
    if not epic.is_valid(value) or is_filler(digits_of(value)):
        return None
    if not fits_column(candidate, epic.is_valid):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.1)

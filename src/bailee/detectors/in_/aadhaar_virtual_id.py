"""Aadhaar virtual ID, VID (India).

>>> found("in-aadhaar-virtual-id", "Aadhaar VID: 2341 2341 2341 2341")
[('2341 2341 2341 2341', 'verified')]
>>> found("in-aadhaar-virtual-id", "VID: 2341 2341 2341 2342")
[]
"""

from __future__ import annotations

from stdnum.in_ import vid

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import fits_column, judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, is_filler, words

CATEGORY = "national-identifier"
SOURCE = (
    "https://uidai.gov.in/en/contact-support/have-any-question/284-faqs/aadhaar-online-services/virtual-id-vid.html"
)

LABELS = (
    Label(
        (
            "vid",
            "aadhaar vid",
            "virtual id",
            "aadhaar virtual id",
        ),
        r"(?P<value>[2-9]\d{3}(?P<gap>[ \-]?)\d{4}(?P=gap)\d{4}(?P=gap)\d{4})(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = vid.compact(candidate.value)
    if not candidate.labelled or not vid.is_valid(value) or is_filler(value):
        return None
    if not fits_column(candidate, vid.is_valid):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.1)

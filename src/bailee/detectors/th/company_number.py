"""Company tax number (Thailand).

>>> found("th-company-number", "Thai tax ID 0-99-4-000-61772-1")
[('0-99-4-000-61772-1', 'verified')]
>>> found("th-company-number", "เลขทะเบียนนิติบุคคล 0105536112014")
[('0105536112014', 'verified')]
>>> found("th-company-number", "Thai tax ID 0-99-4-000-61772-3")
[]
"""

from __future__ import annotations

from stdnum.th import moa

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import fits_column, judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, is_filler, words

CATEGORY = "business-identifier"
SOURCE = "https://www.dbd.go.th/"

LABELS = (
    Label(
        (
            "thai tax id",
            "thai company number",
            "juristic person",
            "เลขทะเบียนนิติบุคคล",
            "เลขประจำตัวผู้เสียภาษีอากร",
            "เลขประจำตัวผู้เสียภาษี",
            "moa",
        ),
        r"(?P<value>0[\- ]?\d{2}[\- ]?\d[\- ]?\d{3}[\- ]?\d{5}[\- ]?\d)(?![A-Za-z0-9]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = moa.compact(candidate.value)
    if not moa.is_valid(value) or is_filler(value):
        return None
    if not fits_column(candidate, moa.is_valid):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.1)

"""Tax number, mã số thuế (Vietnam).

>>> found("vn-tax-number", "Mã số thuế: 0100233488")
[('0100233488', 'verified')]
>>> found("vn-tax-number", "MST 0100233480")
[]
"""

from __future__ import annotations

from stdnum.vn import mst

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import fits_column, judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, is_filler, words

CATEGORY = "tax-identifier"
SOURCE = "https://www.gdt.gov.vn/"

LABELS = (
    Label(
        (
            "mst",
            "mã số thuế",
            "ma so thue",
            "vietnam tax code",
        ),
        r"(?P<value>(?:\d[. ]?){9}\d(?:[ ]?-?[ ]?\d{3})?)(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = mst.compact(candidate.value)
    if not mst.is_valid(value) or is_filler(value):
        return None
    if not fits_column(candidate, mst.is_valid):
        return None
    if candidate.alone and candidate.value.isdigit() and len(value) > 10:
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.1)

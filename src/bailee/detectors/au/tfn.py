"""Tax file number, TFN (Australia).

>>> found("au-tfn", "TFN: 876 543 210")
[('876 543 210', 'verified')]
>>> found("au-tfn", "TFN: 876 543 211")
[]
"""

from __future__ import annotations

from stdnum.au import tfn

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import fits_column
from bailee.detectors.interface import Candidate, Judgement, Label, Score, digits_of, is_filler

CATEGORY = "tax-identifier"
SOURCE = "https://www.ato.gov.au/individuals-and-families/tax-file-number"

LABELS = (
    Label(
        ("tfn", "tax file number", "tax file no", "tax file"),
        r"(?P<value>\d{3}[ \-]?\d{3}[ \-]?\d{2,3})(?![^\W_]|[.\-]\d)",
        reach=30,
    ),
)


def judge(candidate: Candidate) -> Judgement | None:
    digits = digits_of(candidate.value)
    if not tfn.is_valid(digits) or (is_filler(digits) and not candidate.labelled and not candidate.alone):
        return None
    if not fits_column(candidate, tfn.is_valid):
        return None
    if not candidate.labelled:
        grouped = len(candidate.value) > len(digits)
        return (
            Score(0.0, "check digit is right").at_least(0.35 if grouped else 0.25, "stands alone").judgement(digits)
            if candidate.alone
            else None
        )
    return Score(0.0, "check digit is right").at_least(0.99, candidate.said).judgement(digits)

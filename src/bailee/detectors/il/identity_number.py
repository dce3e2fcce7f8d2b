"""Identity number, mispar zehut (Israel).

>>> found("il-identity-number", "תעודת זהות: 039337423")
[('039337423', 'verified')]
>>> found("il-identity-number", "Israeli ID 3933742-3")
[('3933742-3', 'verified')]
>>> found("il-identity-number", "Israeli ID 3933742-2")
[]
"""

from __future__ import annotations

from stdnum.il import idnr

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import fits_column
from bailee.detectors.interface import Candidate, Judgement, Label, is_filler, words
from bailee.detectors.national import PERSONAL, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://www.gov.il/en/departments/population_and_immigration_authority"

_OWN = Label(
    (
        "israeli id",
        "israel id",
        "teudat zehut",
        "mispar zehut",
        "תעודת זהות",
        "מספר זהות",
        "ת.ז",
        "ת.ז.",
    ),
    r"(?P<value>\d{7,8}-?\d)(?![^\W_]|[.\-/]\d)",
)
LABELS = (_OWN, Label(PERSONAL, _OWN.value))
_CONTEXT = words(*_OWN.phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = idnr.compact(candidate.value)
    if not idnr.is_valid(value) or is_filler(value):
        return None
    if not fits_column(candidate, idnr.is_valid):
        return None
    return judge_national(candidate, value, _CONTEXT, "il", chance=0.1)

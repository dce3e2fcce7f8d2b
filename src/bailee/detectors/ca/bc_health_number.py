"""Personal health number, PHN (British Columbia).

>>> found("ca-bc-health-number", "PHN: 9698 658 215")
[('9698 658 215', 'verified')]
>>> found("ca-bc-health-number", "PHN: 9698 648 215")
[]
"""

from __future__ import annotations

from stdnum.ca import bc_phn

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import fits_column, judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, is_filler, words

CATEGORY = "health-insurance-identifier"
SOURCE = (
    "https://www2.gov.bc.ca/gov/content/health/health-drug-coverage/msp/bc-residents/personal-health-identification"
)

LABELS = (
    Label(
        (
            "phn",
            "personal health number",
            "bc health number",
            "bc services card",
            "carecard",
            "bc msp",
            "numéro d'assurance-maladie",
        ),
        r"(?P<value>9\d{3}(?P<gap>[ \-]?)\d{3}(?P=gap)\d{3})(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = bc_phn.compact(candidate.value)
    if not bc_phn.is_valid(value) or is_filler(value):
        return None
    if not fits_column(candidate, bc_phn.is_valid):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.1)

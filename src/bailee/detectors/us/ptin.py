"""Tax preparer identification number, PTIN (United States).

>>> found("us-ptin", "PTIN: P01594846")
[('P01594846', 'likely')]
>>> found("us-ptin", "PTIN: 00634642")
[]
"""

from __future__ import annotations

from stdnum.us import ptin

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, is_filler, words

CATEGORY = "tax-identifier"
SOURCE = "https://www.irs.gov/tax-professionals/ptin-requirements-for-tax-return-preparers"

LABELS = (
    Label(
        (
            "ptin",
            "preparer tax identification number",
            "preparer tax id",
            "preparer ptin",
        ),
        r"(?P<value>[Pp]-?\d{8})(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = ptin.compact(candidate.value).upper()
    if not candidate.labelled or not ptin.is_valid(value) or is_filler(value[1:]):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=1)

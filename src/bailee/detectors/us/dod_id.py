"""Defense identification number, DoD ID or EDIPI (United States), known by its label.

>>> found("us-dod-id", "EDIPI: 1384756209")
[('1384756209', 'likely')]
>>> found("us-dod-id", "DoD ID number 1384756209")
[('1384756209', 'likely')]
>>> found("us-dod-id", "1384756209")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, is_filler, words

CATEGORY = "national-identifier"
SOURCE = "https://www.cac.mil/common-access-card/"

LABELS = (
    Label(
        (
            "edipi",
            "dod id",
            "dodid",
            "dod id number",
            "dod identification number",
            "dod number",
            "edi-pi",
        ),
        r"(?P<value>\d{10})(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not candidate.labelled or is_filler(value):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=1)

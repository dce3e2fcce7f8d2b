"""Customer reference number, CRN (Centrelink, Australia), known by its label.

>>> found("au-centrelink-crn", "Centrelink CRN: 204 817 365A")
[('204 817 365A', 'verified')]
>>> found("au-centrelink-crn", "CRN 204817365")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, is_filler, words

CATEGORY = "national-identifier"
SOURCE = "https://www.servicesaustralia.gov.au/centrelink-customer-reference-number"

LABELS = (
    Label(
        (
            "crn",
            "customer reference number",
            "centrelink number",
            "centrelink no",
            "centrelink",
        ),
        r"(?P<value>\d{3}[ \-]?\d{3}[ \-]?\d{3}[ \-]?[A-Za-z])(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = "".join(filter(str.isalnum, candidate.value)).upper()
    if not candidate.labelled or is_filler(value[:9]):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.1)

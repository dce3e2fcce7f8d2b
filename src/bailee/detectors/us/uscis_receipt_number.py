"""Receipt number of an immigration case (United States).

>>> found("us-uscis-receipt-number", "Receipt number IOE-09-123-45678")
[('IOE-09-123-45678', 'verified')]
>>> found("us-uscis-receipt-number", "case EAC2190012345")
[('EAC2190012345', 'likely')]
>>> found("us-uscis-receipt-number", "PAC2190012345")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Shape, is_filler, words

CATEGORY = "national-identifier"
SOURCE = "https://www.uscis.gov/glossary-term/50676"

SHAPES = (
    Shape(
        r"(?<![\w.\-/])(?P<value>(?:EAC|WAC|LIN|SRC|NBC|MSC|IOE|YSC|TSC|VSC|CSC|NSC)(?P<gap>[ \-]?)\d{2}(?P=gap)\d{3}(?P=gap)\d{5})(?![\w\-])",
        triggers=(
            "(?:EAC|WAC|LIN|SRC|NBC|MSC|IOE|YSC|TSC|VSC|CSC|NSC)[0-9]{5}",
            r"(?:EAC|WAC|LIN|SRC|NBC|MSC|IOE|YSC|TSC|VSC|CSC|NSC)[ \-][0-9]{2}[ \-][0-9]",
        ),
        before=10,
        after=14,
    ),
)
_CONTEXT = words(
    "uscis", "receipt number", "receipt no", "i-797", "i-130", "i-485", "i-765", "i-140", "immigration", "petition"
)


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value.replace(" ", "").replace("-", "")
    if is_filler(value[3:]):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.01, bare=0.9)

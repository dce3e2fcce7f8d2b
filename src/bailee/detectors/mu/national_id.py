"""National identity number (Mauritius).

>>> found("mu-national-id", "Mauritius ID: R2408843801361")
[('R2408843801361', 'verified')]
>>> found("mu-national-id", "Mauritius ID: R240884380136Z")
[]
"""

from __future__ import annotations

from stdnum.mu import nid

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, words

CATEGORY = "national-identifier"
SOURCE = "https://mnis.govmu.org/"

LABELS = (
    Label(
        (
            "mauritius id",
            "mauritian id",
            "mauritius national id",
            "mauritian national id",
            "mauritian national identity",
            "mauritius nid",
            "mauritian nid",
            "mauritius national identity",
        ),
        r"(?P<value>[A-Za-z]\d{12}[0-9A-Za-z])(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = nid.compact(candidate.value)
    if not candidate.labelled or not nid.is_valid(value):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.1)

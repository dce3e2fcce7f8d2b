"""National ID number (Egypt).

Century, birth date, governorate, serial and a check digit whose rule is not published.

>>> found("eg-national-id", "الرقم القومي: 29001011234567")
[('29001011234567', 'likely')]
>>> found("eg-national-id", "Egyptian national ID 29013011234567")
[]
"""

from __future__ import annotations

from datetime import date

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, words

CATEGORY = "national-identifier"
SOURCE = "https://moi.gov.eg/"

LABELS = (
    Label(
        (
            "egyptian national id",
            "egypt national id",
            "الرقم القومي",
            "رقم قومي",
            "الرقم القومى",
        ),
        r"(?P<value>[23]\d{13})(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value
    try:
        born = date(1700 + 100 * int(value[0]) + int(value[1:3]), int(value[3:5]), int(value[5:7]))
    except ValueError:
        return None
    if not candidate.labelled or not 1 <= int(value[7:9]) <= 88 or born.year > 2040:
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.2)

"""Driver's licence number (Québec).

Letter of the surname, four digits, day, month and year of birth, two digits.

>>> found("ca-qc-driving-licence", "Permis de conduire: R1234-071260-05")
[('R1234-071260-05', 'verified')]
>>> found("ca-qc-driving-licence", "R1234-311360-05")
[]
"""

from __future__ import annotations

from bailee.detectors.ca.provinces import LICENCE
from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, Shape, is_filler, words

CATEGORY = "driving-licence"
SOURCE = "https://saaq.gouv.qc.ca/en/drivers-licences/"

SHAPES = (
    Shape(
        r"(?<![\w.\-/])(?P<value>[A-Z]\d{4}-\d{6}-\d{2})(?![\w\-/]|\.\d)",
        outlines=("[AG]0000-000000-00",),
        before=16,
        after=4,
    ),
)
LABELS = (
    Label(
        LICENCE,
        r"(?P<value>[A-Za-z]\d{4}[ \-]?\d{6}[ \-]?\d{2})(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words("québec", "quebec", "saaq", "permis", "driver", "licence", "license", "conduire")
_QUEBEC = words("québec", "quebec", "saaq", "qc", "permis")


def judge(candidate: Candidate) -> Judgement | None:
    value = "".join(filter(str.isalnum, candidate.value)).upper()
    day, month = int(value[5:7]), int(value[7:9])
    if not 1 <= month <= 12 or not 1 <= day <= 31 or is_filler(value[1:]):
        return None
    if "-" not in candidate.value and not _QUEBEC.search(candidate.before(60) + candidate.after(40) + candidate.header):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.1, bare=0.9)

"""Health insurance number, NAM (Québec).

Four letters of the names, year, month (50 more for women) and day of birth, two digits.

>>> found("ca-qc-health-number", "RAMQ: ROEJ 8456 0712")
[('ROEJ 8456 0712', 'verified')]
>>> found("ca-qc-health-number", "Numéro d'assurance maladie ROEJ84560712")
[('ROEJ84560712', 'verified')]
>>> found("ca-qc-health-number", "RAMQ: ROEJ 8499 0712")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, Shape, words

CATEGORY = "health-insurance-identifier"
SOURCE = "https://www.ramq.gouv.qc.ca/en/citizens/health-insurance"

SHAPES = (
    Shape(
        r"(?<![\w.\-/])(?P<value>[A-Z]{4} \d{4} \d{4})(?![\w\-/]|[ .]\d)",
        outlines=("[AG]{4} 0000 0000",),
        before=15,
        after=4,
    ),
)
LABELS = (
    Label(
        (
            "ramq",
            "nam",
            "assurance maladie",
            "numéro d'assurance maladie",
            "carte d'assurance maladie",
            "quebec health",
            "medicare number",
            "health insurance number",
        ),
        r"(?P<value>[A-Za-z]{4}[ \-]?\d{4}[ \-]?\d{4})(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words("ramq", "assurance maladie", "carte soleil", "health", "santé", "nam", "québec", "quebec")


def judge(candidate: Candidate) -> Judgement | None:
    value = "".join(filter(str.isalnum, candidate.value)).upper()
    month, day = int(value[6:8]) % 50, int(value[8:10])
    if not (1 <= month <= 12 and 1 <= day <= 31) or int(value[6:8]) > 62:
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.1, bare=0.6 if candidate.value.isupper() else 0.0)

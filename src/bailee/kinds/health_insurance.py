"""Health insurance: enrolment, claim, explanation of benefits.

Its words: `words/health-insurance.toml`; how they are weighed: `weighing.py`.
"""

from __future__ import annotations

from bailee.kinds.reading import Reading
from bailee.kinds.weighing import Weighed, weigh
from bailee.vocabulary import SubjectCategory

IDENT = "health-insurance"
NAME = "Health insurance"
CATEGORY = "health-insurance"
SUBJECT = SubjectCategory.EMPLOYEE
FROM = "member and group numbers, claims with amounts billed, allowed and paid, elections of plans, dependants"


def recognise(reading: Reading) -> Weighed | None:
    return weigh(reading, IDENT)

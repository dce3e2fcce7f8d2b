"""Health insurance: enrolment, claim, explanation of benefits.

Its words: `words/health-insurance.toml`; how they are weighed: `weighing.py`.
"""

from __future__ import annotations

import re

from bailee.kinds.reading import Reading
from bailee.kinds.weighing import Weighed, weigh
from bailee.vocabulary import Confidence, SubjectCategory

IDENT = "health-insurance"
NAME = "Health insurance"
CATEGORY = "health-insurance"
SUBJECT = SubjectCategory.EMPLOYEE
FROM = "member and group numbers, claims with amounts billed, allowed and paid, elections of plans, dependants"


# Segments of X12 messages: 834 enrolment, 835 payment, 837 claim, 270/271 eligibility.
_X12 = re.compile(r"^\s*ISA\*.{20,600}?\bST\*(?:834|835|837|270|271|276|277|278)\b", re.S)
_X12_PERSON = re.compile(r"\bNM1\*(?:IL|QC|74|03)\*1\*[^*~\s]")
SEVERAL = 3


def recognise(reading: Reading) -> Weighed | None:
    return _of_messages(reading.raw) or weigh(reading, IDENT)


def _of_messages(raw: str) -> Weighed | None:
    """Electronic claims and enrolments name no column: their segments do."""
    if not _X12.match(raw[:2000]):
        return None
    people = len(_X12_PERSON.findall(raw))
    if not people:
        return None
    confidence = Confidence.VERIFIED if people >= SEVERAL else Confidence.LIKELY
    return Weighed(confidence, 12.0, ("an electronic message of claims or enrolment", "members named in it"))

"""Certification or request of sick, family or parental leave.

Its words: `words/leave-certification.toml`; how they are weighed: `joining.py`.
"""

from __future__ import annotations

from bailee.kinds.interface import OwnDate
from bailee.vocabulary import SubjectCategory

IDENT = "leave-certification"
NAME = "Leave request or medical certification"
CATEGORY = "medical-records"
SUBJECT = SubjectCategory.EMPLOYEE
FROM = "certifications of a serious health condition, sick notes and fit notes, requests and grants of leave, in several languages"
DATED = OwnDate(
    "the days of the leave",
    (
        "leave begins",
        "leave start",
        "start of leave",
        "leave from",
        "leave dates",
        "end of leave",
        "leave ends",
        "return date",
        "return to work",
        "absent from",
        "unfit from",
    ),
)

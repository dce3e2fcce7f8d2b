"""Custody and control form: how a specimen for a drug test was taken, sealed and handed on.

It is about a donor before any result: a laboratory's result is a `drug-or-alcohol-test`.

Its words: `words/custody-and-control-form.toml`; how they are weighed: `joining.py`.
"""

from __future__ import annotations

from bailee.kinds.interface import OwnDate
from bailee.vocabulary import SubjectCategory

IDENT = "custody-and-control-form"
NAME = "Custody and control form"
CATEGORY = "drug-and-alcohol-tests"
SUBJECT = SubjectCategory.EMPLOYEE
FROM = "specimen numbers, seals and bottles, temperature, collector, donor's certification, who took the specimen where"
DATED = OwnDate(
    "the date of the collection",
    ("collection date", "date of collection", "collected", "date collected", "specimen collected"),
)

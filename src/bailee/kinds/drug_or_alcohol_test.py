"""Result of a drug or alcohol test.

Its words: `words/drug-or-alcohol-test.toml`; how they are weighed: `weighing.py`.
"""

from __future__ import annotations

from bailee.kinds.reading import Reading
from bailee.kinds.weighing import Weighed, weigh
from bailee.vocabulary import SubjectCategory

IDENT = "drug-or-alcohol-test"
NAME = "Drug or alcohol test"
CATEGORY = "drug-and-alcohol-tests"
SUBJECT = SubjectCategory.EMPLOYEE
FROM = "specimen and custody numbers, substances with results, reason for the test, the collector or reviewing officer, statements of a result"


def recognise(reading: Reading) -> Weighed | None:
    return weigh(reading, IDENT)

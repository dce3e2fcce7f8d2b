"""Personnel file: master data, offer, change of status, emergency contacts.

Its words: `words/personnel-file.toml`; how they are weighed: `weighing.py`.
"""

from __future__ import annotations

from bailee.kinds.reading import Reading
from bailee.kinds.weighing import Weighed, weigh
from bailee.vocabulary import SubjectCategory

IDENT = "personnel-file"
NAME = "Personnel file"
CATEGORY = "personnel-files"
SUBJECT = SubjectCategory.EMPLOYEE
FROM = "an employee with hire date, position, salary, private details and emergency contacts"


def recognise(reading: Reading) -> Weighed | None:
    return weigh(reading, IDENT)

"""Warning, suspension or other discipline of one employee.

Its words: `words/disciplinary-record.toml`; how they are weighed: `weighing.py`.
"""

from __future__ import annotations

from bailee.kinds.reading import Reading
from bailee.kinds.weighing import Weighed, weigh
from bailee.vocabulary import SubjectCategory

IDENT = "disciplinary-record"
NAME = "Disciplinary record"
CATEGORY = "personnel-files"
SUBJECT = SubjectCategory.EMPLOYEE
FROM = "the step taken, what happened, the employee's answer"


def recognise(reading: Reading) -> Weighed | None:
    return weigh(reading, IDENT)

"""Form I-9, or another record that somebody's right to work was checked.

Its words: `words/i9-form.toml`; how they are weighed: `weighing.py`.
"""

from __future__ import annotations

from bailee.kinds.reading import Reading
from bailee.kinds.weighing import Weighed, weigh
from bailee.vocabulary import SubjectCategory

IDENT = "i9-form"
NAME = "Check of the right to work (I-9)"
CATEGORY = "personnel-files"
SUBJECT = SubjectCategory.EMPLOYEE
FROM = "documents examined with their numbers, citizenship or permit, the first day of work"


def recognise(reading: Reading) -> Weighed | None:
    return weigh(reading, IDENT)

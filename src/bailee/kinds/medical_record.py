"""Medical record: note, letter, laboratory result, certificate.

Its words: `words/medical-record.toml`; how they are weighed: `weighing.py`.
"""

from __future__ import annotations

from bailee.kinds.reading import Reading
from bailee.kinds.weighing import Weighed, weigh
from bailee.vocabulary import SubjectCategory

IDENT = "medical-record"
NAME = "Medical record"
CATEGORY = "medical-records"
SUBJECT = SubjectCategory.PATIENT
FROM = "a patient with diagnosis, sections of a note, vital signs, laboratory values, medicines with doses, a clinician"


def recognise(reading: Reading) -> Weighed | None:
    return weigh(reading, IDENT)

"""Background check on an applicant.

Its words: `words/background-check.toml`; how they are weighed: `weighing.py`.
"""

from __future__ import annotations

from bailee.kinds.interface import OwnDate
from bailee.kinds.reading import Reading
from bailee.kinds.weighing import Weighed, weigh
from bailee.vocabulary import SubjectCategory

IDENT = "background-check"
NAME = "Background check"
CATEGORY = "background-checks"
SUBJECT = SubjectCategory.APPLICANT
FROM = "searches of criminal records, verifications of work, education and driving, verdicts, whom it was ordered on"
DATED = OwnDate(
    "the date of the report",
    ("date of report", "report date", "date of issue", "completed", "date completed", "date ordered", "requested"),
)


def recognise(reading: Reading) -> Weighed | None:
    return weigh(reading, IDENT)

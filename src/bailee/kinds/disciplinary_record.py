"""Warning, suspension or other discipline of one employee.

Its words: `words/disciplinary-record.toml`; how they are weighed: `weighing.py`.
"""

from __future__ import annotations

from dataclasses import replace

from bailee.kinds.interface import OwnDate
from bailee.kinds.reading import Reading
from bailee.kinds.weighing import Weighed, weigh
from bailee.vocabulary import Confidence, SubjectCategory

IDENT = "disciplinary-record"
NAME = "Disciplinary record"
CATEGORY = "personnel-files"
SUBJECT = SubjectCategory.EMPLOYEE
FROM = "the step taken, what happened, the employee's answer"
DATED = OwnDate(
    "the date of the incident", ("date of incident", "incident date", "date of warning", "date issued", "issued on")
)


_ENTERED = frozenset({"the step that was taken", "what happened", "an employee"})
LONGEST_LETTER = 900  # words
ADDRESSED = 3  # times that a letter says you


def recognise(reading: Reading) -> Weighed | None:
    weighed = weigh(reading, IDENT)
    if weighed is None or weighed.confidence is Confidence.POSSIBLE:
        return weighed
    addressed = reading.counts["you"] + reading.counts["your"] >= ADDRESSED and len(reading.words) < LONGEST_LETTER
    entered = len(_ENTERED.intersection(weighed.reasons))
    if entered >= 2 or addressed or (entered and len(reading.words) < LONGEST_LETTER):
        return weighed
    return replace(weighed, confidence=Confidence.POSSIBLE)  # a judgment tells of discipline, too

"""Workers' compensation: first reports of injury, claims, logs, payments.

Its words: `words/workers-compensation.toml`; how they are weighed: `joining.py`.
"""

from __future__ import annotations

from bailee.kinds.interface import OwnDate
from bailee.vocabulary import SubjectCategory

IDENT = "workers-compensation"
NAME = "Workers' compensation"
CATEGORY = "medical-records"
SUBJECT = SubjectCategory.EMPLOYEE
FROM = "reports of injuries at work, claims with body part and rates of pay, logs of injuries, notes of adjusters"
DATED = OwnDate("the date of the injury", ("date of injury", "injury date", "date of accident", "doi", "unfalltag"))

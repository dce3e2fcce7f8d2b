"""Payroll: register, pay slip, export.

Its words: `words/payroll.toml`; how they are weighed: `weighing.py`.
"""

from __future__ import annotations

from bailee.kinds.reading import Reading
from bailee.kinds.weighing import Weighed, weigh
from bailee.vocabulary import SubjectCategory

IDENT = "payroll"
NAME = "Payroll"
CATEGORY = "payroll"
SUBJECT = SubjectCategory.EMPLOYEE
FROM = "gross and net pay with amounts, tax and social security withheld, deductions, a pay period, employees"


def recognise(reading: Reading) -> Weighed | None:
    return weigh(reading, IDENT)

"""Taxpayer's number and classification, or what is to be withheld: W-9, W-4 and their like.

Its words: `words/tax-form.toml`; how they are weighed: `weighing.py`.
"""

from __future__ import annotations

from dataclasses import replace

from bailee.kinds.interface import OwnDate
from bailee.kinds.reading import Reading
from bailee.kinds.weighing import Weighed, weigh
from bailee.vocabulary import SubjectCategory

IDENT = "tax-form"
NAME = "Tax form"
CATEGORY = "tax-identifier"
SUBJECT = SubjectCategory.CONTRACTOR
FROM = "a taxpayer's number with classification or withholding, a payee or vendor"
DATED = OwnDate("the year of the form", (), ("tax year", "w-2", "w2", "1099", "1099-nec", "1099-misc", "calendar year"))
WITHHELD = "what is to be withheld"  # as the family says: from wages


def recognise(reading: Reading) -> Weighed | None:
    weighed = weigh(reading, IDENT)
    if weighed and WITHHELD in weighed.reasons and reading.counts["employee"]:
        return replace(weighed, subject=SubjectCategory.EMPLOYEE)
    return weighed

"""Taxpayer's number and classification, or what is to be withheld: W-9, W-4 and their like.

Its words: `words/tax-form.toml`; how they are weighed: `weighing.py`.
"""

from __future__ import annotations

import re
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


# What an employer sends to, or takes from, whoever it employs.
_OF_EMPLOYEES = re.compile(
    r"\bw-?[24]c?\b|\bp(?:45|60|11d)\b|wages,? tips|social security wages|employee'?s (?:social security|name|withholding)|medicare (?:wages|tax withheld)"
    r"|withholding (?:certificate|allowance)|lohnsteuer|payment summary|tax code",
    re.I,
)
_OF_CONTRACTORS = re.compile(r"\b1099\b|\bw-?9\b|nonemployee|recipient'?s tin|independent contractor|\bcis\b", re.I)


_OF_TAX = re.compile(
    r"tax|withh|\b(?:form )?w-?[249]c?\b|\b10(?:99|98|95|42)\b|w-?8|\bt(?:in|4|4a)\b|\bein\b|\bp(?:45|60|11d)\b|payee|payer|vendor|contractor|sole propriet|exempt|allowance|steuer|imp[oô]t|impuesto|retenc|fiscal|\babn\b|\btfn\b|compensation|wages|filing (?:jointly|separately)|head of household|\d\d-\d{7}(?!\d)",
    re.I,
)


def lacks(reading: Reading) -> bool:
    """A person with a number and an address, and no word of tax, payee or withholding, are no form."""
    return _OF_TAX.search(reading.lines) is None


def subject(reading: Reading) -> SubjectCategory:
    """Whom such a form is about: what is withheld from wages is an employee's."""
    employees, contractors = len(_OF_EMPLOYEES.findall(reading.lines)), len(_OF_CONTRACTORS.findall(reading.lines))
    return SubjectCategory.EMPLOYEE if employees > contractors else SUBJECT


def recognise(reading: Reading) -> Weighed | None:
    weighed = weigh(reading, IDENT)
    if weighed and WITHHELD in weighed.reasons and reading.counts["employee"]:
        return replace(weighed, subject=SubjectCategory.EMPLOYEE)
    return weighed

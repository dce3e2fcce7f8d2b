"""Tax return or assessment of a person: forms, summaries, transcripts.

What an employer or payer states about pay, and what is to be withheld, is a `tax-form`.

Its words: `words/tax-return.toml`; how they are weighed: `joining.py`.
"""

from __future__ import annotations

from bailee.kinds.interface import OwnDate
from bailee.vocabulary import SubjectCategory

IDENT = "tax-return"
NAME = "Tax return"
CATEGORY = "tax-returns"
SUBJECT = SubjectCategory.CUSTOMER
FROM = "adjusted gross and taxable income, filing status, refund or balance, schedules, assessments, transcripts"
DATED = OwnDate("the tax year", (), ("tax year", "form 1040", "1040", "steuerjahr", "jahr", "ejercicio"))

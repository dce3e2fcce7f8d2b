"""Immunisation record: vaccines given or declined, titres, skin tests.

Its words: `words/immunisation-record.toml`; how they are weighed: `joining.py`.
"""

from __future__ import annotations

from bailee.vocabulary import SubjectCategory

IDENT = "immunisation-record"
NAME = "Immunisation record"
CATEGORY = "medical-records"
SUBJECT = SubjectCategory.EMPLOYEE
FROM = "vaccines with doses, lots and dates, titres and skin tests, declinations, who is vaccinated"

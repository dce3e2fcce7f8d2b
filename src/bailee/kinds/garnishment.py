"""Garnishment: what a court, an agency or a creditor takes from somebody's pay.

Its words: `words/garnishment.toml`; how they are weighed: `joining.py`.
"""

from __future__ import annotations

from bailee.vocabulary import SubjectCategory

IDENT = "garnishment"
NAME = "Garnishment or wage levy"
CATEGORY = "payroll"
SUBJECT = SubjectCategory.EMPLOYEE
FROM = "orders to withhold pay for support, taxes or creditors, case numbers, disposable earnings, answers to courts"

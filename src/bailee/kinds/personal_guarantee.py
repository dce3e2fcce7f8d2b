"""Personal guarantee: a person who answers with their own property for a firm's debts.

Its words: `words/personal-guarantee.toml`; how they are weighed: `joining.py`.
"""

from __future__ import annotations

from bailee.vocabulary import SubjectCategory

IDENT = "personal-guarantee"
NAME = "Personal guarantee"
CATEGORY = "guarantees"
SUBJECT = SubjectCategory.CUSTOMER
FROM = "a person who answers for a firm's debts, jointly and severally, with home address and means"

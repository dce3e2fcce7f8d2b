"""Purchase history: what customers bought, when, and where it was sent.

Its words: `words/purchase-history.toml`; how they are weighed: `joining.py`.
"""

from __future__ import annotations

from bailee.vocabulary import SubjectCategory

IDENT = "purchase-history"
NAME = "Purchase history"
CATEGORY = "purchases"
SUBJECT = SubjectCategory.CUSTOMER
FROM = "customers with orders, items and quantities, where they were sent, what they prefer"

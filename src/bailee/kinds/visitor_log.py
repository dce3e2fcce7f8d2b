"""Visitor log: who came, to see whom, from when to when.

Its words: `words/visitor-log.toml`; how they are weighed: `joining.py`.
"""

from __future__ import annotations

from bailee.vocabulary import SubjectCategory

IDENT = "visitor-log"
NAME = "Visitor log"
CATEGORY = "visitor-logs"
SUBJECT = SubjectCategory.VISITOR
FROM = "visitors with hosts, times in and out, purpose, badges and plates"

"""Badge log: who opened which door when, and clocks that people punch.

Its words: `words/badge-log.toml`; how they are weighed: `joining.py`.
"""

from __future__ import annotations

from bailee.vocabulary import SubjectCategory

IDENT = "badge-log"
NAME = "Badge log"
CATEGORY = "badge-logs"
SUBJECT = SubjectCategory.EMPLOYEE
FROM = "doors and readers with card holders, times, granted or denied; punches of clocks"

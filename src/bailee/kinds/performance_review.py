"""Performance review: how one employee's work was judged.

Its words: `words/performance-review.toml`; how they are weighed: `joining.py`.
"""

from __future__ import annotations

from bailee.vocabulary import SubjectCategory

IDENT = "performance-review"
NAME = "Performance review"
CATEGORY = "personnel-files"
SUBJECT = SubjectCategory.EMPLOYEE
FROM = "ratings of one employee's work, goals, strengths and what to improve, reviewer and period"

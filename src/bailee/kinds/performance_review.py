"""Performance review: how one employee's work was judged.

Its words: `words/performance-review.toml`; how they are weighed: `joining.py`.
"""

from __future__ import annotations

from bailee.kinds.interface import OwnDate
from bailee.vocabulary import SubjectCategory

IDENT = "performance-review"
NAME = "Performance review"
CATEGORY = "personnel-files"
SUBJECT = SubjectCategory.EMPLOYEE
FROM = "ratings of one employee's work, goals, strengths and what to improve, reviewer and period"
DATED = OwnDate(
    "the period of the review",
    ("review period", "review date", "date of review", "period", "period covered"),
    ("review year", "annual review", "performance review"),
)

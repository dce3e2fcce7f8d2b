"""Request for an accommodation of a disability or a belief, and what came of it.

Its words: `words/accommodation-request.toml`; how they are weighed: `joining.py`.
"""

from __future__ import annotations

from bailee.vocabulary import SubjectCategory

IDENT = "accommodation-request"
NAME = "Request for accommodation"
CATEGORY = "medical-records"
SUBJECT = SubjectCategory.EMPLOYEE
FROM = "limitations and what is asked for, the interactive process, what was granted or refused, religious observance"

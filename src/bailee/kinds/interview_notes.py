"""Notes of an interview with a candidate, or of a call to a referee.

Its words: `words/interview-notes.toml`; how they are weighed: `joining.py`.
"""

from __future__ import annotations

from bailee.vocabulary import SubjectCategory

IDENT = "interview-notes"
NAME = "Notes of an interview"
CATEGORY = "job-applications"
SUBJECT = SubjectCategory.APPLICANT
FROM = "what a candidate answered, scores and impressions, whether to hire"

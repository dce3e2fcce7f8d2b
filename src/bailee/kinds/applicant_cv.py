"""Application for a job: curriculum vitae, letter, form, list of candidates.

Its words: `words/applicant-cv.toml`; how they are weighed: `joining.py`.
"""

from __future__ import annotations

from bailee.kinds.interface import OwnDate
from bailee.vocabulary import SubjectCategory

IDENT = "applicant-cv"
NAME = "Application or curriculum vitae"
CATEGORY = "job-applications"
SUBJECT = SubjectCategory.APPLICANT
FROM = "work history, education, skills, referees, what position is applied for"
DATED = OwnDate(
    "the date of the application", ("date of application", "application date", "applied", "date applied", "applied on")
)

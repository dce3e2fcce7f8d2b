"""Application for a job: curriculum vitae, letter, form, list of candidates.

Its words: `words/applicant-cv.toml`; how they are weighed: `joining.py`.
"""

from __future__ import annotations

import re

from bailee.kinds.interface import OwnDate
from bailee.kinds.reading import Reading
from bailee.vocabulary import SubjectCategory

IDENT = "applicant-cv"
NAME = "Application or curriculum vitae"
CATEGORY = "job-applications"
SUBJECT = SubjectCategory.APPLICANT
FROM = "work history, education, skills, referees, what position is applied for"
DATED = OwnDate(
    "the date of the application", ("date of application", "application date", "applied", "date applied", "applied on")
)

_OF_WORK = re.compile(
    r"experience|employ|\bwork|\bjobs?\b|skill|educat|school|college|degree|diploma|universit|position|appl(?:y|ied|icant|ication)|r[ée]sum[ée]|curriculum|\bcv\b|refere|candidate|availab"
    r"|train|certif|career|intern|volunteer|berufs|ausbildung|bewerb|lebenslauf|kenntnisse|schul|studi|abschluss|formation|exp[ée]rience|emploi|dipl[oô]m|candidat|experiencia|formaci[oó]n|empleo|estudios|puesto"
    r"|\b(?:19|20)\d\d ?[-–—] ?(?:(?:19|20)\d\d|present|now|heute|today)",
    re.I,
)


def lacks(reading: Reading) -> bool:
    """Without work, school or what somebody can do, a name with a licence and a day of birth is a card."""
    return _OF_WORK.search(reading.lines) is None

"""Union membership: applications, dues, grievances, lists of members.

Its words: `words/union-membership.toml`; how they are weighed: `joining.py`. What a union and an employer agree on speaks of members, dues
and stewards on every page, and is signed by a few for all: clauses that bind both, and nobody who says that he is a member.

>>> _is_agreement("ARTICLE 1\\nThe Employer recognizes the Union.\\nARTICLE 2\\nDues shall be deducted.\\nARTICLE 3\\nThe parties agree to meet.")
True
>>> _is_agreement("Member no: 70114\\nI authorize Local 711 to deduct dues. 1. Name: Ann Bell")
False
"""

from __future__ import annotations

import re

from bailee.kinds.reading import Reading
from bailee.vocabulary import SubjectCategory

IDENT = "union-membership"
NAME = "Union membership"
CATEGORY = "union-membership"
SUBJECT = SubjectCategory.EMPLOYEE
FROM = "dues and their deduction, locals, applications for membership, grievances, lists of who signed cards"

_CLAUSES, _BINDING = 3, 3  # so many at least, of different words or not
_CLAUSE = re.compile(
    r"^[ \t]*(?:(?:article|art\.|section|sec\.|clause|artikel|artículo|cláusula)[ \t]+(?:\d{1,3}|[ivxl]{1,6})\b|§ ?\d|\d{1,2}\.(?:\d{1,2})?\.?[ \t]+\S)",
    re.I | re.M,
)
_BINDS = re.compile(
    r"\b(?:shall|agrees?|agreed|part(?:y|ies)|hereto|hereby|amended|bargaining unit|(?:the|all|each) employees?|recogni[sz]es"
    r"|gilt|gelten|tarifvertrags?|beschäftigten?|vertragsparteien|in kraft|les parties|salariés|convention collective|las partes|deberán?|convenio colectivo)\b",
    re.I,
)
_OF_ONE = re.compile(
    r"\b(?:grievant|member(?:ship)? (?:no|number|id|since)|mitgliedsnummer|n° d['’]adhérent|I (?:hereby |, )?(?:authorize|authorise|apply|resign|request)|my (?:union|dues|wages|pay|local))\b",
    re.I,
)


def lacks(reading: Reading) -> bool:
    """Whether it tells of no member: what two bodies agree on for everybody."""
    return _is_agreement(reading.raw)


def _is_agreement(text: str) -> bool:
    if len(_CLAUSE.findall(text)) < _CLAUSES or _OF_ONE.search(text):
        return False
    return len(_BINDS.findall(text)) >= _BINDING

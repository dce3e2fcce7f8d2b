"""Union membership: applications, dues, grievances, lists of members.

Its words: `words/union-membership.toml`; how they are weighed: `joining.py`.
"""

from __future__ import annotations

from bailee.vocabulary import SubjectCategory

IDENT = "union-membership"
NAME = "Union membership"
CATEGORY = "union-membership"
SUBJECT = SubjectCategory.EMPLOYEE
FROM = "dues and their deduction, locals, applications for membership, grievances, lists of who signed cards"

"""Psychological or personality evaluation of one person.

Its words: `words/psychological-evaluation.toml`; how they are weighed: `weighing.py`.
"""

from __future__ import annotations

from bailee.kinds.reading import Reading
from bailee.kinds.weighing import Weighed, weigh
from bailee.vocabulary import SubjectCategory

IDENT = "psychological-evaluation"
NAME = "Psychological or personality evaluation"
CATEGORY = "personality-evaluations"
SUBJECT = SubjectCategory.EMPLOYEE
FROM = "named tests, scales with scores, findings on the state of mind, statements about a personality, an examiner"


def recognise(reading: Reading) -> Weighed | None:
    return weigh(reading, IDENT)

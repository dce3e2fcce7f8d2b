"""Employer identification number, EIN (United States); a sole proprietor's is personal.

>>> found("us-ein", "EIN: 12-3456789 and 91-1144442")
[('91-1144442', 'verified')]
>>> found("us-ein", "pages 91-1144442")
[]
"""

from __future__ import annotations

from stdnum.us import ein

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, Shape, digits_of, is_filler, words
from bailee.text import Match

CATEGORY = "tax-identifier"
SOURCE = "https://www.irs.gov/businesses/small-businesses-self-employed/how-eins-are-assigned-and-valid-ein-prefixes"

SHAPES = (Shape(r"(?<![\w.\-/+])(?P<value>\d{2}-\d{7})(?![\w\-]|\.\d)", outlines=("00-0000000",), before=12, after=4),)
LABELS = (
    Label(
        ("ein", "fein", "employer identification", "employer id", "federal tax id", "federal id", "tax id", "irs no", "tin"),
        r"(?P<value>\d{2}-?\d{7})(?![\w\-]|\.\d)",
        reach=40,
    ),
)  # fmt: skip
_CONTEXT = words(
    "ein", "fein", "employer identification", "employer id", "employer's", "federal tax", "tax id", "taxpayer", "tin", "irs", "w-9",
    "1099", "i.r.s.", "identification no", "payer's",
)  # fmt: skip


def judge(candidate: Candidate) -> Judgement | None:
    digits = digits_of(candidate.value)
    if not ein.is_valid(digits) or is_filler(digits):
        return None
    dashed = "-" in candidate.value
    if candidate.heading and not dashed and "ein" not in candidate.heading.lower() and _of_people(candidate):
        return None  # a column of people's numbers, or of both
    score = Score(0.5, "a prefix that is issued")
    if candidate.labelled and candidate.label not in ("tax id", "tin"):
        score.at_least(0.99 if dashed else 0.92, candidate.said)
    elif candidate.labelled or candidate.near(_CONTEXT, 80, 60):
        score.at_least(
            0.97 if dashed else 0.5,
            candidate.said if candidate.labelled else candidate.seen("words about taxes stand near"),
        )
    elif not (candidate.alone and dashed):
        return None
    if not candidate.labelled and (_AGAINST.search(candidate.before(16)) or _AGAINST.search(candidate.header)):
        score.at_most(0.3, "the word before it, or over its column, names another number")
    return score.judgement(digits)


_AGAINST = words(
    "case", "docket", "claim", "file", "part", "order", "invoice", "policy", "item", "tracking", "meter", "serial", "model", "ticket", "ref", "reference",
    "account", "acct", "phone", "fax", "zip", "build", "version",
)  # fmt: skip
_PEOPLE = words("dob", "date of birth", "birth", "birthdate", "first name", "last name", "surname", "spouse", "patient")


def _of_people(candidate: Candidate) -> bool:
    """Whether a column of tax numbers could not be employers', or its table is of people."""
    values = [digits_of(value) for value in candidate.column]
    foreign = len(values) >= 8 and sum(map(ein.is_valid, values)) < 0.93 * len(values)
    return foreign or _PEOPLE.search(candidate.table) is not None


def mask(match: Match) -> str:
    return f"••-•••{match.value[-4:]}"

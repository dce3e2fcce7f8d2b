"""Social Security number (United States).

>>> found("us-ssn", "Her SSN is 512-44-7313")
[('512-44-7313', 'verified')]
>>> found("us-ssn", '{"ssn": "512447313"}')
[('512447313', 'verified')]
>>> found("us-ssn", "part no 512447313, lot 666-12-3456")     # bare digits need words; 666 is never issued
[]
>>> found("us-ssn", "SSN: 078-05-1120")                       # printed on a wallet's sample card in 1938
[('078-05-1120', 'possible')]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, Shape, digits_of, is_filler, words
from bailee.text import Match

CATEGORY = "social-security-number"
SOURCE = "https://www.ssa.gov/employer/randomization.html"

SHAPES = (
    Shape(
        r"(?<![^\W_])(?<![\d][.\-/+, ])(?<![.\-/_])(?P<value>\d{3}(?P<gap>[ \-.]| - )\d{2}(?P=gap)\d{4})(?![^\W_]|[\-./]\d|[ ]\d{2})",
        outlines=("000-00-0000", "000 00 0000", r"000\.00\.0000", "000 - 00 - 0000"),
        before=20,
        after=5,
    ),
)
LABELS = (
    Label(
        (
            "ssn", "social security number", "social security no", "social security #", "social security", "soc sec", "social sec",
            "ss#", "ss #", "ssn#", "ss no", "ss number", "social security num", "ssno", "ssnum", "ssid", "soc security",
            "tax id", "taxpayer id", "tin", "taxpayer identification number", "seguro social",
        ),
        r"(?P<value>\d{3}([ \-.]|\s-\s)?\d{2}[ \-.]?\d{4})(?![^\W_]|[\-./]\d)",
        headings=("social",),
    ),
)  # fmt: skip
_CONTEXT = words(
    "ssn", "social security", "soc sec", "social sec", "ss#", "ss no", "ss number", "social", "taxpayer", "tin", "w-2", "w-4", "w-9",
    "1099", "i-9", "employee", "dob", "date of birth", "born", "birth", "payroll", "dependent", "spouse", "beneficiary", "patient",
    "applicant", "tax id", "ss",
)  # fmt: skip
_STRONG = words(
    "ssn",
    "social security",
    "soc sec",
    "social sec",
    "ss#",
    "ss no",
    "ss number",
    "social",
    "tax id",
    "taxpayer id",
    "tin",
)
_AGAINST = words(
    "part", "part no", "item", "sku", "serial", "order", "invoice", "lot", "tracking", "model", "phone", "tel", "fax", "catalog", "po",
    "ref", "reference", "zip", "version", "cas", "isbn", "ticket", "case", "docket", "product", "code", "confirmation", "permit", "suite", "apt", "unit", "room", "box",
)  # fmt: skip
# Printed in advertisements or on sample cards: never a person's (or no longer).
_PUBLISHED = frozenset(
    {"078051120", "219099999", "457555462", "123456789", "001010001", "111111111", "123121234", "999999999"}
)


def judge(candidate: Candidate) -> Judgement | None:
    digits = digits_of(candidate.value)
    area, group, serial = digits[:3], digits[3:5], digits[5:]
    published = digits in _PUBLISHED or (digits.startswith("98765432") and not candidate.alone)
    if not published and (area in ("000", "666") or area[0] == "9" or group == "00" or serial == "0000"):
        return None
    grouped = len(candidate.value) > 9
    labelled = candidate.labelled and not (candidate.label in ("tin", "tax id", "taxpayer id") and not grouped)
    if published:
        score = Score(0.5 if labelled else 0.3, "published as a sample")
        if not candidate.labelled and (digits[0] == "9" or not grouped):
            return None
        return score.judgement(digits, ("test", "yes"))
    if is_filler(digits):
        return None
    score = Score(0.0)
    strong = labelled or candidate.near(_STRONG, 60, 24)
    if grouped and "-" in candidate.value:
        score.at_least(0.93, "three, two and four digits with dashes, in the ranges that are issued")
        if _AGAINST.search(candidate.before(24)) or _AGAINST.search(candidate.header):
            score.at_most(0.3, "the words before it, or over its column, name another number")
        elif candidate.scene.is_code and not strong:
            score.at_most(0.5, "stands in source code")
        elif not strong and candidate.near(_CONTEXT):
            score.at_least(0.97, "words about people stand near")
    elif grouped:
        score.at_least(0.4, "three, two and four digits, in the ranges that are issued")
        if _AGAINST.search(candidate.before(24)) and not strong:
            return None
        if not strong and candidate.near(_CONTEXT):
            score.at_least(0.75, "words about people stand near")
    if strong and (grouped or labelled):
        score.at_least(
            0.995 if grouped or "s" in (candidate.label or candidate.heading).lower() else 0.9, "a label says so"
        )
    if not grouped and not labelled:
        return None
    if candidate.heading and candidate.peers < 0.5:
        score.at_most(0.6, "most of its column has another form")
    if not grouped and candidate.label in ("tin", "tax id", "taxpayer id"):
        score.at_most(0.5, "a tax number may be a business's")
    return score.judgement(digits) if score.probability else None


def mask(match: Match) -> str:
    return f"•••-••-{match.value[-4:]}"

"""Individual taxpayer identification number, ITIN (United States).

>>> found("us-itin", "ITIN 912-70-3456")
[('912-70-3456', 'verified')]
>>> found("us-itin", "911-89-1234")               # 89 is no group of an ITIN
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, Shape, digits_of, words
from bailee.text import Match

CATEGORY = "tax-identifier"
SOURCE = "https://www.irs.gov/tin/itin/individual-taxpayer-identification-number-itin"

SHAPES = (
    Shape(
        r"(?<![^\W_])(?<![\d][.\-/+, ])(?<![.\-/_])(?P<value>9\d{2}(?P<gap>[ \-])\d{2}(?P=gap)\d{4})(?![^\W_]|[\-./]\d|[ ]\d{2})",
        outlines=("000-00-0000", "000 00 0000"),
        before=14,
        after=5,
    ),
)
LABELS = (
    Label(
        ("itin", "individual taxpayer", "taxpayer id", "tax id", "taxpayer identification number"),
        r"(?P<value>9\d{2}[ \-]?\d{2}[ \-]?\d{4})(?![^\W_]|[\-./]\d)",
        reach=40,
    ),
)
_CONTEXT = words("itin", "taxpayer", "tax", "irs", "w-7", "w7", "tin", "1040", "nonresident")


def judge(candidate: Candidate) -> Judgement | None:
    digits = digits_of(candidate.value)
    group = int(digits[3:5])
    # Groups that the IRS assigns: 50-65, 70-88, 90-92, 94-99.
    if not (50 <= group <= 65 or 70 <= group <= 88 or 90 <= group <= 92 or 94 <= group <= 99):
        return None
    grouped = len(candidate.value) > 9
    score = Score(0.6 if grouped else 0.3, "groups that are issued as ITIN")
    if candidate.labelled:
        score.at_least(0.99, candidate.said)
    elif candidate.near(_CONTEXT):
        score.at_least(0.95, candidate.seen("words about taxes stand near"))
    elif not grouped and not candidate.alone:
        return None
    if candidate.scene.is_code and not candidate.labelled:
        score.at_most(0.4, "stands in source code")
    return score.judgement(digits)


def mask(match: Match) -> str:
    return f"•••-••-{match.value[-4:]}"

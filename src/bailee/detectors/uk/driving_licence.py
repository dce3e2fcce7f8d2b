"""Driving licence (United Kingdom).

>>> found("uk-driving-licence", "DVLA no. MORGA657054SM9IJ")
[('MORGA657054SM9IJ', 'verified')]
>>> found("uk-driving-licence", "MORGA659954SM9IJ")        # no such day
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, Shape, words

CATEGORY = "driving-licence"
SOURCE = "https://www.gov.uk/government/publications/drivers-licence-number-format"

SHAPES = (
    Shape(
        r"(?<![\w\-])(?P<value>(?i:[A-Z]{1,5}9{0,4})(?<=\w{5})\d[0156]\d(?:0[1-9]|[12]\d|3[01])\d[A-Za-z9]{2}[A-Za-z0-9]{3}(?: ?\d\d)?)(?![\w\-])",
        outlines=(
            "[AGag]000000[AGag]{2}[0AGag]{3}",
            "[AGag]0000000[AGag]{2}[0AGag]{3}",
            "[AGag]00000000[AGag]{2}[0AGag]{3}",
        ),
        before=20,
        after=6,
    ),
)
LABELS = (
    Label(
        (
            "dvla",
            "dvla no",
            "driving licence",
            "driving licence no",
            "driving licence number",
            "licence number",
            "driver number",
        ),
        r"(?P<value>(?:[A-Z]{5}|[A-Z]{1,4}9{1,4}) ?\d{3} ?\d{3} ?[A-Z9]{2}[A-Z0-9]{3}(?: ?\d\d)?)(?![\w\-])",
        reach=24,
    ),
)
_CONTEXT = words("driving", "driver", "licence", "license", "dvla", "dl")


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value.replace(" ", "")
    digits = value[5:11]
    month = int(digits[1:3]) % 50
    if not 1 <= month <= 12 or not 1 <= int(digits[3:5]) <= (29 if month == 2 else 31):
        return None
    score = Score(0.8, "letters and digits in the places of a licence")
    if candidate.labelled or candidate.near(_CONTEXT):
        score.at_least(0.99, candidate.seen("words about driving stand near"))
    elif value != value.upper() and not candidate.alone:
        score.at_most(0.3, "written in lower case")
    elif candidate.scene.is_code:
        score.at_most(0.3, "stands in source code")
    return score.judgement(value.upper())

"""National Insurance number (United Kingdom).

>>> found("uk-nino", "National Insurance Number YZ 61 48 68 B")
[('YZ 61 48 68 B', 'verified')]
>>> found("uk-nino", "FQ 00 00 00 C")                      # Q is never used
[]
"""

from __future__ import annotations

import re

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Score, Shape, words

CATEGORY = "national-identifier"
SOURCE = "https://www.gov.uk/hmrc-internal-manuals/national-insurance-manual/nim39110"

SHAPES = (
    Shape(
        r"(?<![\w\-])(?P<value>(?!BG|GB|NK|KN|TN|NT|ZZ|bg|gb|nk|kn|tn|nt|zz)[A-CEGHJ-PR-TW-Za-ceghj-pr-tw-z][A-CEGHJ-NPR-TW-Za-ceghj-npr-tw-z]"
        r"(?P<gap>[ \-]?)\d{2}(?P=gap)\d{2}(?P=gap)\d{2}(?P=gap)[A-Da-d])(?![\w\-])",
        outlines=("[AGag]{2} 00 00 00", "[AGag]{2}000000[ AGag]", "[AGag]{2}-00-00-00"),
        before=14,
        after=6,
    ),
    Shape(  # in threes, or letters and figures apart: AZ 123 456 A, AZ123456 A
        r"(?<![\w\-])(?P<value>(?P<otherwise>(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?: \d{3} ?\d{3}|\d{6}) [A-D]))(?![\w\-])",
        outlines=("[AG]{2} 000000 ", "[AG]{2} 000 000 ", "[AG]{2}000000 A"),
        before=40,
        after=6,
    ),
)  # fmt: skip
_CONTEXT = words(
    "nino",
    "national insurance",
    "ni number",
    "ni no",
    "ni",
    "nat ins",
    "hmrc",
    "paye",
    "insurance number",
    "payroll",
    "employee",
)


def judge(candidate: Candidate) -> Judgement | None:
    compact = re.sub(r"[ \-]", "", candidate.value)
    upper = compact.upper()
    if len(set(upper[2:8])) == 1:
        return None
    score = Score(0.8, "letters and digits in the places of a NINO")
    if candidate.near(_CONTEXT):
        score.at_least(0.99, candidate.seen("words about National Insurance stand near"))
    elif compact != upper and not candidate.alone:
        score.at_most(0.2, "written in lower case")
    elif candidate.has("otherwise"):
        score.at_most(0.6, "grouped otherwise than it is printed")
    elif " " in candidate.value:
        score.at_least(0.92, "grouped as it is printed")
    elif candidate.scene.is_code:
        score.at_most(0.3, "stands in source code")
    return score.judgement(upper)

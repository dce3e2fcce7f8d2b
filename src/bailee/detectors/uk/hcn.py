"""Health and care number, H&C (Northern Ireland).

>>> found("uk-hcn", "Health and Care Number: 320 000 0007")
[('320 000 0007', 'verified')]
>>> found("uk-hcn", "Health and Care Number: 320 000 0008")  # the check digit is wrong
[]
"""

from __future__ import annotations

from stdnum.gb import nhs

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import judge_national

CATEGORY = "health-identifier"
SOURCE = "https://www.datadictionary.nhs.uk/attributes/health_and_care_number.html"

_NAMES = ("health and care number", "h&c number", "h&c no", "hcn")
LABELS = (Label(_NAMES, r"(?P<value>3[2-9]\d[ \-]?\d{3}[ \-]?\d{4})(?![^\W_]|[.\-/]\d)", reach=20),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    """The check digit is that of NHS numbers; 320 to 399 are Northern Ireland's."""
    digits = digits_of(candidate.value)
    if not nhs.is_valid(digits) or candidate.alone:
        return None
    return judge_national(candidate, digits, _WORDS, "gb", chance=0.01)

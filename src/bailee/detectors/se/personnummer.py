"""Personal identity number, personnummer (Sweden).

>>> found("se-personnummer", "Personnummer: 880320-0016")
[('880320-0016', 'verified')]
>>> found("se-personnummer", "Personnummer: 880320-0018")  # the check digit is wrong
[]
>>> found("se-personnummer", "Samordningsnummer 701063-2391")  # 60 is added to the day
[('701063-2391', 'verified')]
"""

from __future__ import annotations

from stdnum import luhn
from stdnum.se import personnummer

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Shape, digits_of, words
from bailee.detectors.national import PERSONAL, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://www.skatteverket.se/privat/folkbokforing/personnummer.4.3810a01c150939e893f18c29.html"

_NAMES = (
    "personnummer",
    "personnr",
    "pnr",
    "samordningsnummer",
    "swedish id code",
    "persnr",
)
SHAPES = (
    Shape(
        r"(?<![\w\-./+])(?P<value>(?:(?:18|19|20)\d{2}|\d{2})[01]\d\d{2}[\-+]\d{4})(?![^\W_]|[.\-/]\d)",
        outlines=(r"000000[\-+]0000",),
        before=16,
        after=4,
        then=r"\d(?![\d\-])",
    ),
)
# `is` before a value: what was read by a machine may lack its blanks.
LABELS = (
    Label(
        (*_NAMES, *PERSONAL),
        r"(?:is)?(?P<value>(?:18|19|20)?\d{2}[01]\d[0-9]\d[\-+ ]?\d{4})(?![^\W_]|[.\-/]\d)",
        reach=30,
    ),
)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value.replace(" ", "-")
    digits = digits_of(value)
    if not (personnummer.is_valid(value) or _is_coordinated(digits[-10:])):
        return None
    # A time stamp like 20240101-1234 has the form too, and one in ten has its check digit.
    return judge_national(candidate, digits, _WORDS, "se", chance=0.004, bare=0.3)


def _is_coordinated(digits: str) -> bool:
    """A coordination number (samordningsnummer): 60 is added to the day."""
    return 61 <= int(digits[4:6]) <= 91 and "01" <= digits[2:4] <= "12" and bool(luhn.is_valid(digits))

"""Tax number, veronumero (Finland).

>>> found("fi-tax-number", "Veronumero: 123456789123")
[('123456789123', 'likely')]
>>> found("fi-tax-number", "Veronumero: 12345678912A")  # no letters
[]
"""

from __future__ import annotations

from stdnum.fi import veronumero

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import TAX, judge_national

CATEGORY = "tax-identifier"
SOURCE = "https://www.vero.fi/en/detailed-guidance/guidance/48791/individual_tax_numbers__instructions_fo/"

_NAMES = (
    "veronumero",
    "skattenummer",
    "finnish tax number",
)
LABELS = (Label((*_NAMES, *TAX), r"(?P<value>\d{12})(?![^\W_]|[.\-/]\d)", reach=20),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not veronumero.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "fi", chance=1)

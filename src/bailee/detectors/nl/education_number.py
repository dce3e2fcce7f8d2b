"""Education number, onderwijsnummer (Netherlands).

>>> found("nl-education-number", "Onderwijsnummer: 1012.22.331")
[('1012.22.331', 'verified')]
>>> found("nl-education-number", "Onderwijsnummer: 1002.52.333")  # the check digit is wrong
[]
"""

from __future__ import annotations

from stdnum.nl import onderwijsnummer

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import judge_national

CATEGORY = "national-identifier"
SOURCE = "https://wetten.overheid.nl/BWBR0013342"

_NAMES = (
    "dutch student identification number",
    "onderwijsnummer",
    "dutch education number",
)
LABELS = (Label(_NAMES, r"(?P<value>10\d{2}[. ]?\d{2}[. ]?\d{3})(?![^\W_]|[.\-/]\d)", reach=30),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not onderwijsnummer.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "nl", chance=0.09)

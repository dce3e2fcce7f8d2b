"""National identity number, fødselsnummer (Norway).

>>> found("no-fodselsnummer", "Fødselsnummer: 151086 95088")
[('151086 95088', 'verified')]
>>> found("no-fodselsnummer", "Fødselsnummer: 15108695077")  # the check digits are wrong
[]
"""

from __future__ import annotations

from stdnum.no import fodselsnummer

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import PERSONAL, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://www.skatteetaten.no/en/person/national-registry/birth-and-name-selection/children-born-in-norway/national-id-number/"

_NAMES = (
    "fødselsnummer",
    "fodselsnummer",
    "fødselsnr",
    "fodselsnr",
    "personnummer",
    "d nummer",
    "fnr",
    "norwegian birth number",
)
LABELS = (Label((*_NAMES, *PERSONAL), r"(?P<value>[0-7]\d[0-9]\d{3}[ .\-]?\d{5})(?![^\W_]|[.\-/]\d)", reach=30),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not fodselsnummer.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "no", chance=0.001)

"""Organisation number, organisasjonsnummer (Norway).

>>> found("no-organisation-number", "Organisasjonsnummer: 988 077 917")
[('988 077 917', 'verified')]
>>> found("no-organisation-number", "Organisasjonsnummer: 988 077 918")  # the check digit is wrong
[]
"""

from __future__ import annotations

from stdnum.no import orgnr

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import judge_national

CATEGORY = "business-identifier"
SOURCE = "https://www.brreg.no/en/"

_NAMES = (
    "organisasjonsnummer",
    "orgnr",
    "org. nr",
    "org nr",
    "foretaksnummer",
    "mva",
    "norwegian organisation number",
)
LABELS = (
    Label(
        (*_NAMES, "vat number"), r"(?P<value>(?:NO ?)?[89]\d{2} ?\d{3} ?\d{3}(?: ?MVA)?)(?![^\W_]|[.\-/]\d)", reach=30
    ),
)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not orgnr.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "no", chance=0.1)

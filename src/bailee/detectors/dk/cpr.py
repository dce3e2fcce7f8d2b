"""Civil registration number, CPR-nummer (Denmark).

>>> found("dk-cpr", "CPR-nr.: 211062-5629")
[('211062-5629', 'verified')]
>>> found("dk-cpr", "CPR-nr.: 511062-5629")  # no such day
[]
"""

from __future__ import annotations

from stdnum.dk import cpr

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import PERSONAL, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://cpr.dk/cpr-systemet/opbygning-af-cpr-nummeret"

_NAMES = (
    "cpr",
    "cpr nr",
    "cpr nummer",
    "cpr number",
    "cprnr",
    "civil registration number",
)
LABELS = (
    Label(
        (*_NAMES, *PERSONAL, "personnummer", "personnr"),
        r"(?P<value>[0-3]\d[01]\d{3}[ \-]?\d{4})(?![^\W_]|[.\-/]\d)",
        reach=30,
    ),
)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not cpr.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "dk", chance=0.04)

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
_OF_DENMARK = words(*_NAMES)
_WORDS = words(*_NAMES, "personnummer", "personnr")


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not cpr.is_valid(value):
        return None
    # The Swedish word is the same, the order of the date another: where its last two digits are no day, it is no Swedish date.
    own = _WORDS if value[4:6] == "00" or value[4:6] > "31" else _OF_DENMARK
    return judge_national(candidate, value, own, "dk", chance=0.04)

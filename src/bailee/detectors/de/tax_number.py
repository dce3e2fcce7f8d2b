"""Tax number, Steuernummer (Germany).

>>> found("de-tax-number", "Steuernummer: 181/815/08155")
[('181/815/08155', 'likely')]
>>> found("de-tax-number", "Steuernummer: 136695978")  # too short
[]
"""

from __future__ import annotations

from stdnum.de import stnr

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import TAX, judge_national

CATEGORY = "tax-identifier"
SOURCE = "https://www.elster.de/eportal/infoseite/steuernummer"

_NAMES = (
    "st. nr",
    "steuernummer",
    "steuernr",
    "st nr",
    "steuer nr",
    "german tax number",
)
LABELS = (
    Label((*_NAMES, *TAX), r"(?P<value>\d{2,3}[ /]\d{3,4}[ /]\d{4,5}(?: \d)?|\d{10,13})(?![^\W_]|[.\-/]\d)", reach=20),
)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not stnr.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "de", chance=1)

"""Tax identification number, Steuer-ID (Germany).

>>> found("de-tax-id", "Steuer-ID: 36 574 261 809")
[('36 574 261 809', 'verified')]
>>> found("de-tax-id", "Steuer-ID: 36 554 266 806")  # more digits are repeated than ever are
[]
>>> found("de-tax-id", "Steuer-ID: 12345678903")  # no digit is repeated, as in the samples of forms
[('12345678903', 'possible')]
"""

from __future__ import annotations

from stdnum.de import idnr
from stdnum.iso7064 import mod_11_10

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, digits_of, words
from bailee.detectors.national import TAX, judge_national

CATEGORY = "tax-identifier"
SOURCE = "https://www.bzst.de/EN/Private_individuals/Tax_identification_number/tax_identification_number_node.html"

_NAMES = ("identifikationsnummer",
    "steuer id", "steuer idnr", "steuer identifikationsnummer", "steueridentifikationsnummer", "steuerliche identifikationsnummer",
    "idnr", "steuer identnummer", "german tax id",
)  # fmt: skip
LABELS = (Label((*_NAMES, *TAX), r"(?P<value>[1-9]\d[ \-]?\d{3}[ \-]?\d{3}[ \-]?\d{3})(?![^\W_]|[.\-/]\d)", reach=40),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if idnr.is_valid(value):
        return judge_national(candidate, value, _WORDS, "de", chance=0.02)
    if len(set(value[:10])) == 10 and mod_11_10.is_valid(value) and (candidate.labelled or candidate.alone):
        return Score(0.5, "its check is right, yet no digit stands twice: made up for tests").judgement(
            value, ("test", "yes")
        )
    return None

"""Value-added tax number with the prefix of its state (European Union).

>>> found("eu-vat", "USt-IdNr.: DE136695976")
[('DE136695976', 'verified')]
>>> found("eu-vat", "VAT no. ATU 57194904")  # the check digit is wrong
[]
"""

from __future__ import annotations

from stdnum.eu import vat

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, words

CATEGORY = "business-identifier"
SOURCE = "https://ec.europa.eu/taxation_customs/vies/"

# Words that name a person's tax number as well (NIF, NIP, OIB …) are their countries'.
_NAMES = (
    "vat", "vatin", "ust idnr", "ust id", "ustid", "umsatzsteuer id", "umsatzsteuer identifikationsnummer", "uid nummer", "uid nr", "tva", "partita iva", "p. iva",
    "p.iva", "iva", "btw", "moms", "momsnr", "dič", "ič dph", "ic dph", "cif", "cui", "pvm", "pvn", "kmkr", "ддс", "vies", "alv", "cvr",
)  # fmt: skip
LABELS = (
    Label(
        _NAMES,
        r"(?P<value>(?:AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|GR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK|XI)[ \-]?[0-9A-Z+*]{1,5}(?:[ .\-]?[0-9A-Z]){6,11})(?!\w)",
        reach=20,
    ),
)  # fmt: skip
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value.upper()
    if not vat.is_valid(value):
        return None
    judgement = judge_identifier(candidate, vat.compact(value), _WORDS, chance=0.05)
    # Where its country has a detector of its own, that one tells more.
    return judgement and judgement.at_most(0.99, "a country's own detector may tell more")

"""Bank account number, código cuenta cliente (Spain).

>>> found("es-bank-account", "Cuenta bancaria: 1234 1234 16 1234567890")
[('1234 1234 16 1234567890', 'verified')]
>>> found("es-bank-account", "Cuenta bancaria: 1234-1234-00 1234567890")  # the check digits are wrong
[]
"""

from __future__ import annotations

from stdnum.es import ccc

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import ACCOUNT, judge_national

CATEGORY = "bank-account"
SOURCE = "https://www.bde.es/bde/es/secciones/servicios/Particulares_y_e/Registros_de_Ent/"

_NAMES = (
    "cuenta bancaria",
    "código cuenta cliente",
    "codigo cuenta cliente",
    "ccc",
    "número de cuenta",
    "numero de cuenta",
    "cuenta corriente",
)
LABELS = (
    Label((*_NAMES, *ACCOUNT), r"(?P<value>\d{4}[ \-]?\d{4}[ \-]?\d{2}[ \-]?(?:\d{10}|\d{5} \d{5}|\d{2}(?: \d{4}){2}))(?![^\W_]|[.\-/]\d)", reach=30),
)  # fmt: skip
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    digits = digits_of(candidate.value)
    if not ccc.is_valid(digits):
        return None
    return judge_national(candidate, digits, _WORDS, "es", chance=0.01)

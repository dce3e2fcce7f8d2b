"""Social security number, NSS (Mexico).

>>> found("mx-nss", "Número de seguridad social (IMSS): 72 79 97 5681 1")
[('72 79 97 5681 1', 'verified')]
>>> found("mx-nss", "NSS: 72799756812")
[]
"""

from __future__ import annotations

from stdnum import luhn

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import fits_column, judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, is_filler, words

CATEGORY = "national-identifier"
SOURCE = "https://www.imss.gob.mx/derechoH/obtencion-nss"

LABELS = (
    Label(
        (
            "nss",
            "número de seguridad social",
            "numero de seguridad social",
            "número de seguro social",
            "numero de seguro social",
            "afiliación imss",
        ),
        r"(?P<value>\d{2}[ \-]?\d{2}[ \-]?\d{2}[ \-]?\d{4}[ \-]?\d)(?![^\W_]|[.\-/]\d)",
        reach=16,
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not luhn.is_valid(value) or is_filler(value):
        return None
    if not fits_column(candidate, lambda other: luhn.is_valid(digits_of(other))):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.1)

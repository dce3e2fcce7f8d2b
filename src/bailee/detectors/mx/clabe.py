"""Bank account number, CLABE (Mexico).

>>> found("mx-clabe", "CLABE interbancaria: 032180000118359719")
[('032180000118359719', 'verified')]
>>> found("mx-clabe", "CLABE 032180000118359718")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, is_filler, words

CATEGORY = "bank-account"
SOURCE = "https://www.banxico.org.mx/servicios/clabe-clave-bancaria-estandariz.html"

LABELS = (
    Label(
        (
            "clabe",
            "clave bancaria estandarizada",
            "clabe interbancaria",
        ),
        r"(?P<value>\d{3}[ \-]?\d{3}[ \-]?\d{11}[ \-]?\d)(?![^\W_]|[.\-/]\d)",
        reach=24,
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    check = -sum(weight * int(digit) % 10 for weight, digit in zip((3, 7, 1) * 6, value[:17], strict=False)) % 10
    if check != int(value[17]) or is_filler(value):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.1)

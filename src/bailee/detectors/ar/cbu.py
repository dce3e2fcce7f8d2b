"""Bank account number, CBU (Argentina).

>>> found("ar-cbu", "CBU 2850590940090418135201")
[('2850590940090418135201', 'verified')]
>>> found("ar-cbu", "CBU 2810590940090418135201")
[]
"""

from __future__ import annotations

from stdnum.ar import cbu

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, is_filler, words

CATEGORY = "bank-account"
SOURCE = "https://www.bcra.gob.ar/"

LABELS = (
    Label(
        (
            "cbu",
            "clave bancaria uniforme",
        ),
        r"(?P<value>\d{8}[ \-]?\d{14})(?![^\W_]|[.\-/]\d)",
        reach=24,
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = cbu.compact(candidate.value)
    if not cbu.is_valid(value) or is_filler(value):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.01)

"""Identity document number, DNI (Argentina), known by its label.

>>> found("ar-dni", "DNI 20.123.456")
[('20.123.456', 'likely')]
>>> found("ar-dni", "DNI No. 20123456")
[('20123456', 'likely')]
>>> found("ar-dni", "total 20.123.456")
[]
"""

from __future__ import annotations

from stdnum.ar import dni

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, is_filler, words

CATEGORY = "national-identifier"
SOURCE = "https://www.argentina.gob.ar/interior/renaper"

LABELS = (
    Label(
        (
            "dni",
            "d.n.i.",
            "documento nacional de identidad",
        ),
        r"(?P<value>\d{1,2}(?P<dot>\.?)\d{3}(?P=dot)\d{3})(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)
_OTHERS = words(
    "perú", "peru", "peruano", "peruana", "reniec", "españa", "spain", "nif", "nie"
)  # they call theirs DNI, too


def judge(candidate: Candidate) -> Judgement | None:
    value = dni.compact(candidate.value)
    if not candidate.labelled or not dni.is_valid(value) or is_filler(value) or candidate.near(_OTHERS):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=1)

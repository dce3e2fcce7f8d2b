"""Tax number, NIF (Algeria), known by its label.

>>> found("dz-nif", "NIF: 408 020 000 150 039")
[('408 020 000 150 039', 'verified')]
>>> found("dz-nif", "NIF 12345")
[]
"""

from __future__ import annotations

from stdnum.dz import nif

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, is_filler, words

CATEGORY = "tax-identifier"
SOURCE = "https://www.mfdgi.gov.dz/"

LABELS = (
    Label(
        (
            "nif",
            "n.i.f.",
            "numéro d'identification fiscale",
            "الرقم الجبائي",
        ),
        r"(?P<value>\d{3}(?: \d{3}){4}(?: ?\d{5})?|\d{15}(?:\d{5})?)(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = nif.compact(candidate.value)
    if not candidate.labelled or not nif.is_valid(value) or is_filler(value):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.1)

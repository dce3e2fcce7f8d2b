"""Tax number, NUIT (Mozambique).

>>> found("mz-nuit", "NUIT: 400 339 910")
[('400 339 910', 'verified')]
>>> found("mz-nuit", "NUIT 400339911")
[]
"""

from __future__ import annotations

from stdnum.mz import nuit

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import fits_column, judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, is_filler, words

CATEGORY = "tax-identifier"
SOURCE = "https://www.at.gov.mz/"

LABELS = (
    Label(
        (
            "nuit",
            "número único de identificação tributária",
        ),
        r"(?P<value>\d{3}[ ]?\d{3}[ ]?\d{3})(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = nuit.compact(candidate.value)
    if not candidate.labelled or not nuit.is_valid(value) or is_filler(value):
        return None
    if not fits_column(candidate, nuit.is_valid):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.1)

"""Tax number, NIFp (Guinea).

>>> found("gn-nifp", "NIFp: 693-770-885")
[('693-770-885', 'verified')]
>>> found("gn-nifp", "NIFp: 693-770-880")
[]
"""

from __future__ import annotations

from stdnum.gn import nifp

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import fits_column, judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, is_filler, words

CATEGORY = "tax-identifier"
SOURCE = "https://dgi.gov.gn/"

LABELS = (
    Label(
        (
            "nifp",
            "nif permanent",
            "numéro d'identification fiscale permanent",
            "nif guinée",
        ),
        r"(?P<value>\d{3}[\- ]?\d{3}[\- ]?\d{3})(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = nifp.compact(candidate.value)
    if not candidate.labelled or not nifp.is_valid(value) or is_filler(value):
        return None
    if not fits_column(candidate, nifp.is_valid):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.1)

"""Enterprise number, NINEA (Senegal).

>>> found("sn-ninea", "NINEA: 3067221 2G2")
[('3067221 2G2', 'verified')]
>>> found("sn-ninea", "NINEA: 3067222")
[]
"""

from __future__ import annotations

from stdnum.sn import ninea

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import fits_column, judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, is_filler, words

CATEGORY = "business-identifier"
SOURCE = "https://www.ansd.sn/"

LABELS = (
    Label(
        (
            "ninea",
            "numéro d'identification nationale des entreprises",
        ),
        r"(?P<value>\d{3}[ ]?\d{4}(?:[ ]?\d[A-Za-z]\d)?|\d{9})(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = ninea.compact(candidate.value)
    if not candidate.labelled or not ninea.is_valid(value) or is_filler(digits_of(value)):
        return None
    if not fits_column(candidate, ninea.is_valid):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.1)

"""Tax number, NIT (Guatemala).

>>> found("gt-nit", "NIT 576937-K")
[('576937-K', 'verified')]
>>> found("gt-nit", "NIT 8977112-0")
[]
"""

from __future__ import annotations

from stdnum.gt import nit

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, is_filler, words

CATEGORY = "tax-identifier"
SOURCE = "https://portal.sat.gob.gt/"

LABELS = (
    Label(
        (
            "nit",
            "n.i.t.",
            "número de identificación tributaria",
        ),
        r"(?P<value>\d{4,11}-[\dKk]|\d{4,8}[\dKk])(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = nit.compact(candidate.value)
    if not nit.is_valid(value) or is_filler(digits_of(value)):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.1 if len(value) >= 7 else 1)

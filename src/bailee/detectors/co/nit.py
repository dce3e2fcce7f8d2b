"""Tax number, NIT (Colombia).

>>> found("co-nit", "NIT 213.123.432-1")
[('213.123.432-1', 'verified')]
>>> found("co-nit", "NIT 213.123.432-5")
[]
"""

from __future__ import annotations

from stdnum.co import nit

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import fits_column
from bailee.detectors.interface import Candidate, Judgement, Label, is_filler, words
from bailee.detectors.national import TAX, judge_national

CATEGORY = "tax-identifier"
SOURCE = "https://www.dian.gov.co/"

_OWN = Label(
    (
        "nit",
        "n.i.t.",
        "número de identificación tributaria",
        "numero de identificacion tributaria",
    ),
    r"(?P<value>\d{3}(?P<dot>[. ]?)\d{3}(?P=dot)\d{2,3}(?:[ ]?-[ ]?)?\d)(?![^\W_]|[.\-/]\d)",
)
LABELS = (_OWN, Label(TAX, _OWN.value))
_CONTEXT = words(*_OWN.phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = nit.compact(candidate.value)
    if not nit.is_valid(value) or is_filler(value):
        return None
    if not fits_column(candidate, nit.is_valid):
        return None
    return judge_national(candidate, value, _CONTEXT, "co", chance=0.1)

"""Company tax number, CIF (Spain).

>>> found("es-cif", "CIF: J99216582")
[('J99216582', 'verified')]
>>> found("es-cif", "CIF: J99216583")  # the check digit is wrong
[]
"""

from __future__ import annotations

from stdnum.es import cif

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, words
from bailee.detectors.national import TAX, judge_national

CATEGORY = "business-identifier"
SOURCE = "https://sede.agenciatributaria.gob.es/"

_NAMES = (
    "cif",
    "c.i.f.",
    "nif",
    "n.i.f.",
)
LABELS = (
    Label(
        (*_NAMES, *TAX, "vat number"),
        r"(?P<value>(?:ES[ \-]?)?[A-HJNP-SUVWa-hjnp-suvw][ \-]?\d{2}[ .]?\d{3}[ .]?\d{2}[ \-]?[0-9A-Ja-j])(?![\w]|-\d)",
        reach=30,
    ),
)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = cif.compact(candidate.value)
    if not cif.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "es", chance=0.1)

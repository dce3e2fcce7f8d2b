"""VAT number, partita IVA (Italy).

>>> found("it-partita-iva", "Partita IVA: 00743110157")
[('00743110157', 'verified')]
>>> found("it-partita-iva", "Partita IVA: 00743110158")  # the check digit is wrong
[]
"""

from __future__ import annotations

from stdnum.it import iva

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, words
from bailee.detectors.national import judge_national

CATEGORY = "business-identifier"
SOURCE = "https://www.agenziaentrate.gov.it/portale/web/english"

_NAMES = (
    "partita iva",
    "p. iva",
    "p.iva",
    "piva",
    "codice fiscale",
    "c.f.",
)
LABELS = (Label((*_NAMES, "vat number"), r"(?P<value>(?:IT ?)?\d{11})(?![^\W_]|[.\-/]\d)", reach=20),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = iva.compact(candidate.value)
    if not iva.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "it", chance=0.1)

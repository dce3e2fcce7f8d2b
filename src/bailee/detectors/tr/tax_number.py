"""Tax number, vergi kimlik numarası (Türkiye).

>>> found("tr-tax-number", "Vergi Kimlik No: 4540536920")
[('4540536920', 'verified')]
>>> found("tr-tax-number", "Vergi Kimlik No: 4540536921")  # the check digit is wrong
[]
"""

from __future__ import annotations

from stdnum.tr import vkn

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import TAX, judge_national

CATEGORY = "tax-identifier"
SOURCE = "https://www.turkiye.gov.tr/gib-intvrg-vergi-kimlik-numarasi-dogrulama"

_NAMES = (
    "vkn",
    "vergi kimlik",
    "vergi no",
    "vergi numarası",
    "vergi numarasi",
    "vergi kimlik numarası",
    "vergi kimlik numarasi",
)
LABELS = (Label((*_NAMES, *TAX), r"(?P<value>\d{10})(?![^\W_]|[.\-/]\d)", reach=30),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not vkn.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "tr", chance=0.1)

"""VAT number, VSK-númer (Iceland).

>>> found("is-vat-number", "VSK-númer: IS 00621")
[('IS 00621', 'likely')]
>>> found("is-vat-number", "VSK-númer: IS 0062199")  # too long
[]
"""

from __future__ import annotations

from stdnum.is_ import vsk

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, words
from bailee.detectors.national import judge_national

CATEGORY = "business-identifier"
SOURCE = "https://www.skatturinn.is/english/companies/value-added-tax/"

_NAMES = (
    "vsk",
    "vsk númer",
    "vsk numer",
    "virðisaukaskattsnúmer",
    "virdisaukaskattsnumer",
)
LABELS = (Label(_NAMES, r"(?P<value>(?:IS ?)?\d{5,6})(?![^\W_]|[.\-/]\d)", reach=10),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = vsk.compact(candidate.value)
    if not vsk.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "is", chance=1)

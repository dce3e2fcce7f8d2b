"""VAT number, btw-nummer (Netherlands).

>>> found("nl-vat-number", "Btw-nummer: 004495445B01")
[('004495445B01', 'verified')]
>>> found("nl-vat-number", "Btw-nummer: 123456789B90")  # the check digits are wrong
[]
"""

from __future__ import annotations

from stdnum.nl import btw

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, words
from bailee.detectors.national import judge_national

CATEGORY = "business-identifier"
SOURCE = "https://www.belastingdienst.nl/wps/wcm/connect/en/btw/btw"

_NAMES = (
    "btw",
    "btw nummer",
    "btw nr",
    "btw id",
    "ob nummer",
)
LABELS = (
    Label(
        (*_NAMES, "vat number"),
        r"(?P<value>(?:NL ?)?(?:\d{4}[. ]?\d{2}[. ]?\d{3}|\d{7,8})[. ]?B[. ]?\d{2})(?![^\W_]|[.\-/]\d)",
        reach=30,
    ),
)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = btw.compact(candidate.value)
    if not btw.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "nl", chance=0.1)

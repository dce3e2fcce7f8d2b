"""VAT registration number (United Kingdom).

>>> found("uk-vat-number", "VAT number: GB 980 7806 84")
[('GB 980 7806 84', 'verified')]
>>> found("uk-vat-number", "VAT number: 980 7806 85")  # the check digits are wrong
[]
"""

from __future__ import annotations

from stdnum.gb import vat

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, words
from bailee.detectors.national import judge_national

CATEGORY = "business-identifier"
SOURCE = "https://www.gov.uk/vat-registration"

_NAMES = (
    "vat",
    "vat number",
    "vat no",
    "vat reg no",
    "vat registration number",
)
LABELS = (Label(_NAMES, r"(?P<value>GB ?\d{3} ?\d{4} ?\d{2}|\d{3} \d{4} \d{2}|\d{9})(?![^\W_]|[.\-/]\d)", reach=20),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = vat.compact(candidate.value)
    if not vat.is_valid(value) or "%" in candidate.before(12):  # VAT 20 %: an amount follows
        return None
    return judge_national(candidate, value, _WORDS, "gb", chance=0.05)

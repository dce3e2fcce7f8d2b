"""Tax registration number (Egypt), known by its label.

>>> found("eg-tax-number", "Egypt tax registration number: 100-531-385")
[('100-531-385', 'likely')]
>>> found("eg-tax-number", "الرقم الضريبي: 100531385")
[('100531385', 'likely')]
>>> found("eg-tax-number", "tax 100-531-385")
[]
"""

from __future__ import annotations

from stdnum.eg import tn

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, is_filler, words

CATEGORY = "tax-identifier"
SOURCE = "https://www.eta.gov.eg/"

LABELS = (
    Label(
        (
            "egypt tax registration number",
            "egyptian tax number",
            "الرقم الضريبي",
            "رقم التسجيل الضريبي",
        ),
        r"(?P<value>\d{3}[\- ]?\d{3}[\- ]?\d{3})(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = tn.compact(candidate.value)
    if not tn.is_valid(value) or is_filler(value):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=1)

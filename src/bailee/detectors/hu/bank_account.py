"""Hungarian bank account number (GIRO).

>>> found("hu-bank-account", "Bankszámlaszám: 11773016-11111018-00000000")
[('11773016-11111018-00000000', 'verified')]
>>> found("hu-bank-account", "Bankszámlaszám: 11773017-11111018-00000000")
[]
"""

from __future__ import annotations

from bailee.detectors.accounts import judge_account
from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Shape, digits_of

CATEGORY = "bank-account"
SOURCE = "https://www.mnb.hu/en/payments"

SHAPES = (
    Shape(
        r"(?<![\w.\-])(?P<value>\d{8}-\d{8}-\d{8})(?![\w\-])",
        outlines=("00000000-00000000-00000000",),
        before=28,
        after=3,
    ),
)
LABELS = (
    Label(
        ("bankszámlaszám", "számlaszám", "bankszámla", "giro számlaszám"),
        r"(?P<value>\d{8}[ \-]?\d{8}(?:[ \-]?\d{8})?)(?![^\W_]|[.\-]\d)",
        reach=12,
    ),
)


def _checked(part: str) -> bool:
    """The last figure of a part completes a sum with weights 9, 7, 3, 1 to tens."""
    return sum(int(digit) * (9, 7, 3, 1)[index % 4] for index, digit in enumerate(part)) % 10 == 0


def judge(candidate: Candidate) -> Judgement | None:
    digits = digits_of(candidate.value)
    if not _checked(digits[:8]) or not _checked(digits[8:]):
        return None
    return judge_account(candidate, digits, checked=True, bare=0.9 if len(digits) == 24 else 0.0)

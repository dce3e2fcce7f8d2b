"""National health index number, NHI (New Zealand).

>>> found("nz-nhi-number", "NHI: WLD9413")
[('WLD9413', 'verified')]
>>> found("nz-nhi-number", "NHI number ZSC21TN")
[('ZSC21TN', 'verified')]
>>> found("nz-nhi-number", "NHI: ZZZ0044")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, words

CATEGORY = "health-identifier"
SOURCE = "https://www.tewhatuora.govt.nz/health-services-and-programmes/health-identity/national-health-index/"

LABELS = (
    Label(
        (
            "nhi",
            "nhi number",
            "nhi no",
            "national health index",
            "tau nhi",
        ),
        r"(?P<value>[A-HJ-NP-Za-hj-np-z]{3}(?:\d{4}|\d{2}[A-HJ-NP-Za-hj-np-z]{2}))(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def is_right(number: str) -> bool:
    """Whether the last sign is the check of the six before: a digit in old numbers, a letter in those since 2019.

    >>> is_right("WLD9413"), is_right("ZSC21TN"), is_right("ZZZ00AA")
    (True, True, False)
    """
    values = [int(sign) if sign.isdigit() else _LETTERS.index(sign) + 1 for sign in number]
    total = sum(weight * value for weight, value in zip(range(7, 1, -1), values, strict=False))
    if number[6].isdigit():
        return total % 11 != 0 and (11 - total % 11) % 10 == values[6]
    return 23 - total % 23 == values[6] if total % 23 else False


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value.upper()
    if not candidate.labelled or not is_right(value):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.1)

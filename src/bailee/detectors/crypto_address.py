"""Address of a crypto currency (Bitcoin).

>>> found("crypto-address", "my wallet: 16Yeky6GMjeNkAiNcBY7ZhrLoMSgg1BoyZ")
[('16Yeky6GMjeNkAiNcBY7ZhrLoMSgg1BoyZ', 'verified')]
>>> found("crypto-address", "16Yeky6GMjeNkAiNcBY7ZhrLoMSgg1BoyZ2")
[]
"""

from __future__ import annotations

from stdnum import bitcoin

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Shape

CATEGORY = "bank-account"
SOURCE = "https://en.bitcoin.it/wiki/Invoice_address"

SHAPES = (
    Shape(
        r"(?<![\w/+])(?P<value>[13][a-km-zA-HJ-NP-Z1-9]{25,34})(?![\w/+=])",
        triggers=(r"[^A-Za-z0-9][13][1-9A-HJ-NP-Za-km-z]{24}", r"\A[13][1-9A-HJ-NP-Za-km-z]{24}"),
        before=27,
        after=14,
    ),
    Shape(
        r"(?<![\w/+])(?P<value>bc1[ac-hj-np-z02-9]{11,71})(?![\w/+=])",
        triggers=(r"bc1[ac-hj-np-z02-9]{8}",),
        before=12,
        after=80,
    ),
)


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value
    if not bitcoin.is_valid(value):
        return None
    return Judgement(0.99, value, ("checksum is right",))

"""Address of a crypto currency (Bitcoin).

>>> found("crypto-address", "my wallet: 16Yeky6GMjeNkAiNcBY7ZhrLoMSgg1BoyZ")
[('16Yeky6GMjeNkAiNcBY7ZhrLoMSgg1BoyZ', 'verified')]
>>> found("crypto-address", "16Yeky6GMjeNkAiNcBY7ZhrLoMSgg1BoyZ2")
[]
"""

from __future__ import annotations

from stdnum import bitcoin

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Shape

CATEGORY = "bank-account"
SOURCE = "https://en.bitcoin.it/wiki/Invoice_address"

SHAPES = (
    Shape(
        r"(?<![\w/+])(?P<value>bc1[ac-hj-np-z02-9]{11,71})(?![\w/+=])",
        triggers=(r"bc1[ac-hj-np-z02-9]{8}",),
        before=12,
        after=80,
    ),
)
LABELS = (  # the older form has no shape of its own that would be quick to find
    Label(
        ("bitcoin", "btc", "wallet", "crypto", "xbt"),
        r"(?P<value>[13][a-km-zA-HJ-NP-Z1-9]{25,34})(?![\w/+=])",
        reach=48,
    ),
)


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value
    if not bitcoin.is_valid(value):
        return None
    return Judgement(0.99, value, ("checksum is right",))

"""Health insurance number, Krankenversichertennummer (Germany).

>>> found("de-health-insurance-number", "KVNR: A123456780")
[('A123456780', 'verified')]
>>> found("de-health-insurance-number", "KVNR: A123456781")  # the check digit is wrong
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, words
from bailee.detectors.national import HEALTH, judge_national

CATEGORY = "health-insurance-identifier"
SOURCE = "https://www.gesetze-im-internet.de/sgb_5/__290.html"

_NAMES = (
    "krankenversichertennummer", "krankenversicherungsnummer", "versichertennummer", "versicherten nr", "kvnr", "kv nummer",
    "gesundheitskarte", "egk", "krankenkasse",
)  # fmt: skip
LABELS = (Label((*_NAMES, *HEALTH), r"(?P<value>[A-Z] ?\d{3} ?\d{3} ?\d{3})(?![\w\-])", reach=40),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value.replace(" ", "")
    # The letter counts as its place in the alphabet; weights 1 and 2 from the left, digits of the products are summed.
    digits = f"{ord(value[0]) - 64:02d}{value[1:9]}"
    total = sum(sum(divmod(int(digit) * (1 + place % 2), 10)) for place, digit in enumerate(digits))
    if total % 10 != int(value[9]):
        return None
    return judge_national(candidate, value, _WORDS, "de", chance=0.1)

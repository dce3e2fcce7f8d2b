"""Track of a card's magnetic stripe, which nobody may keep (PCI DSS 3.3.1).

>>> found("card-track", "%B4539578763621486^ROE/JANE^27041010000000000000?")
[('%B4539578763621486^ROE/JANE^27041010000000000000?', 'verified')]
>>> found("card-track", ";4539578763621486=27041010000000000?")
[(';4539578763621486=27041010000000000?', 'verified')]
>>> found("card-track", "id;4539578763621487=27041010000")
[]
"""

from __future__ import annotations

import re

from stdnum import luhn

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Score, Shape
from bailee.text import Match

CATEGORY = "payment-card"
SOURCE = "https://www.iso.org/standard/70485.html"  # ISO/IEC 7813

SHAPES = (
    Shape(
        r"(?<![A-Za-z0-9])(?P<value>%?B(?P<pan>\d{12,19})\^[^^\n?]{2,26}\^\d\d(?:0[1-9]|1[0-2])\d{3}[^\n?^\"']{0,40}\??)",
        triggers=(r"B[0-9]{12}", r"%B[0-9]{4} "),
        before=16,
        after=100,
        then=r"\d{1,8}\^",
    ),
    Shape(
        r"(?<![0-9.])(?P<value>;?(?P<pan>[1-9]\d{11,18})[=D]\d\d(?:0[1-9]|1[0-2])[1-79]\d{2}\d{0,22}\??)(?![A-Za-z0-9=])",
        triggers=("[0-9]{12}=[0-9]{4}", "[0-9]{12}D[0-9]{7}"),
        before=30,
        after=40,
    ),
)


def judge(candidate: Candidate) -> Judgement | None:
    pan = candidate.groups("pan") if candidate.groups is not None else None
    if not pan or not luhn.is_valid(pan) or len(set(pan)) <= 3:
        return None
    score = Score(0.97, "card number, expiry and service code in a track's places")
    if "^" in candidate.value or "?" in candidate.value:
        score.at_least(0.995, "with the marks of a track")
    elif candidate.scene.is_code or candidate.scene.is_log:
        score.at_most(0.9, f"without the marks of a track; {candidate.scene.machines}")
    return score.judgement(candidate.value)


def mask(match: Match) -> str:
    return "•••• track of a card ••••"


def forms(match: Match) -> tuple[tuple[str, str], ...]:
    pan = re.search(r"\d{12,19}", match.value)
    return (("value", pan[0] if pan else match.value),)

"""Driving licence, rijbewijs (Netherlands).

>>> found("nl-driving-licence", "Rijbewijsnummer: 4812090517")
[('4812090517', 'likely')]
>>> found("nl-driving-licence", "Rijbewijs sinds 2009")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, is_filler, words
from bailee.detectors.national import DRIVING, judge_national

CATEGORY = "driving-licence"
SOURCE = "https://www.rdw.nl/en/driving-licence"

_NAMES = ("rijbewijsnummer", "rijbewijs", "rijbewijsnr", "dutch driving licence")
LABELS = (Label((*_NAMES, *DRIVING), r"(?P<value>[3-9]\d{9})(?![^\W_]|[.\-/]\d)", reach=30),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    if is_filler(candidate.value):
        return None
    return judge_national(candidate, candidate.value, _WORDS, "nl", chance=1)

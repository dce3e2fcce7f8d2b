"""Driving licence, Führerschein (Germany).

>>> found("de-driving-licence", "Führerscheinnummer: B072RRE2I55")
[('B072RRE2I55', 'likely')]
>>> found("de-driving-licence", "Führerschein seit 01012019")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, words
from bailee.detectors.national import DRIVING, judge_national

CATEGORY = "driving-licence"
SOURCE = "https://www.kba.de/DE/Themen/ZentraleRegister/ZFER/zfer_node.html"

_NAMES = (
    "führerschein",
    "fuehrerschein",
    "führerscheinnummer",
    "fuehrerscheinnummer",
    "führerschein nr",
    "german driving licence",
)
# A letter of the state, three characters of the authority, five of a serial, a check character, the number of the copy.
LABELS = (Label((*_NAMES, *DRIVING), r"(?P<value>[A-Z]\d{2}[0-9A-Z][0-9A-Z]{5}[0-9X][0-9A-Z])(?![\w\-])", reach=40),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    return judge_national(candidate, candidate.value, _WORDS, "de", chance=1)

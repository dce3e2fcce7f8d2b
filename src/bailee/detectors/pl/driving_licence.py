"""Driving licence, prawo jazdy (Poland).

>>> found("pl-driving-licence", "Prawo jazdy nr 02354/15/1465")
[('02354/15/1465', 'likely')]
>>> found("pl-driving-licence", "Prawo jazdy od 12/06/2015")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, words
from bailee.detectors.national import DRIVING, judge_national

CATEGORY = "driving-licence"
SOURCE = "https://www.gov.pl/web/gov/prawo-jazdy"

_NAMES = ("prawo jazdy", "prawa jazdy", "numer prawa jazdy", "polish driving licence")
# A serial, the year, and the code of the authority.
LABELS = (Label((*_NAMES, *DRIVING), r"(?P<value>\d{5}/\d{2}/\d{4})(?![^\W_]|[.\-/]\d)", reach=30),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    return judge_national(candidate, candidate.value, _WORDS, "pl", chance=1)

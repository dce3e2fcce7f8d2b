"""Identity card, carta d'identità (Italy).

>>> found("it-identity-card", "Carta d'identità n. CA00000AA")
[('CA00000AA', 'likely')]
>>> found("it-identity-card", "Carta d'identità n. 12345")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, words
from bailee.detectors.national import CARD, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://www.cartaidentita.interno.gov.it/"

_NAMES = (
    "carta d'identità",
    "carta d'identita",
    "carta di identità",
    "carta di identita",
    "numero cie",
    "italian id card",
)
LABELS = (
    Label((*_NAMES, *CARD), r"(?P<value>C[A-Z]\d{5}[A-Z]{2}|[A-Z]{2} ?\d{7})(?![\w\-])", headings=("cie",), reach=30),
)
_WORDS = words(*_NAMES, "cie")


def judge(candidate: Candidate) -> Judgement | None:
    return judge_national(candidate, candidate.value.replace(" ", ""), _WORDS, "it", chance=1)

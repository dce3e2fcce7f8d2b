"""Citizen card number, cartão de cidadão (Portugal).

>>> found("pt-cartao-de-cidadao", "Cartão de cidadão: 00000000 0 ZZ4")
[('00000000 0 ZZ4', 'verified')]
>>> found("pt-cartao-de-cidadao", "Cartão de cidadão: 00000000 0 ZZ3")  # the check digit is wrong
[]
"""

from __future__ import annotations

from stdnum.pt import cc

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, words
from bailee.detectors.national import CARD, PERSONAL, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://www.autenticacao.gov.pt/"

_NAMES = (
    "cc",
    "cartão de cidadão",
    "cartao de cidadao",
    "cartão do cidadão",
    "cartao do cidadao",
    "número de documento",
    "numero de documento",
    "citizen card",
    "nº cc",
    "no cc",
)
LABELS = (Label((*_NAMES, *CARD, *PERSONAL), r"(?P<value>\d{8} ?\d ?[A-Z0-9]{2}\d)(?![^\W_]|[.\-/]\d)", reach=30),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = cc.compact(candidate.value)
    if not cc.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "pt", chance=0.1)

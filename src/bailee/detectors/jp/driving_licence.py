"""Driving licence number (Japan).

Commission of the prefecture, year, serial, check digit and how often it was issued again.

>>> found("jp-driving-licence", "運転免許証番号: 309012345620")
[('309012345620', 'verified')]
>>> found("jp-driving-licence", "運転免許証番号: 309012345630")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, is_filler, words

CATEGORY = "driving-licence"
SOURCE = "https://www.npa.go.jp/bureau/traffic/menkyo/index.html"

LABELS = (
    Label(
        (
            "運転免許証番号",
            "運転免許証",
            "免許証番号",
            "japanese driver license",
            "japanese driving licence",
            "japan driver's license",
        ),
        r"(?P<value>\d{12})(?![A-Za-z0-9]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)
_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_COMMISSIONS = frozenset(
    [
        "00",
        "10",
        "11",
        "12",
        "13",
        "14",
        "20",
        "21",
        "22",
        "23",
        "24",
        "25",
        "30",
        "40",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "47",
        "48",
        "49",
        "50",
        "51",
        "52",
        "53",
        "54",
        "55",
        "60",
        "61",
        "62",
        "63",
        "64",
        "65",
        "70",
        "71",
        "72",
        "73",
        "74",
        "80",
        "81",
        "82",
        "83",
        "90",
        "91",
        "92",
        "93",
        "94",
        "95",
        "96",
        "97",
    ]
)


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value
    check = (11 - sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, value, strict=False)) % 11) % 10
    if value[:2] not in _COMMISSIONS or check != int(value[10]) or is_filler(value):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.1)

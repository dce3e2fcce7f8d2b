"""Unified business number (Taiwan).

>>> found("tw-business-number", "統一編號: 00501503")
[('00501503', 'likely')]
>>> found("tw-business-number", "統一編號: 00501502")
[]
"""

from __future__ import annotations

from stdnum.tw import ubn

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, is_filler, words

CATEGORY = "business-identifier"
SOURCE = "https://findbiz.nat.gov.tw/fts/query/QueryBar/queryInit.do"

LABELS = (
    Label(
        (
            "unified business number",
            "ubn",
            "統一編號",
            "統編",
        ),
        r"(?P<value>\d{7} ?\d)(?![A-Za-z0-9]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = ubn.compact(candidate.value)
    if not ubn.is_valid(value) or is_filler(value):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.2)

"""Corporate number (Japan).

>>> found("jp-corporate-number", "法人番号: 5835678256246")
[('5835678256246', 'verified')]
>>> found("jp-corporate-number", "Corporate Number 5-8356-7825-6246")
[('5-8356-7825-6246', 'verified')]
>>> found("jp-corporate-number", "法人番号: 2835678256246")
[]
"""

from __future__ import annotations

from stdnum.jp import cn

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import fits_column, judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, is_filler, words

CATEGORY = "business-identifier"
SOURCE = "https://www.houjin-bangou.nta.go.jp/en/"

LABELS = (
    Label(
        (
            "corporate number",
            "法人番号",
            "houjin bango",
        ),
        r"(?P<value>T?[1-9](?P<gap>-?)\d{4}(?P=gap)\d{4}(?P=gap)\d{4})(?![A-Za-z0-9]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = cn.compact(candidate.value)
    if not cn.is_valid(value) or is_filler(value):
        return None
    if not fits_column(candidate, cn.is_valid):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.1)

"""Foreigner registration number, FRN or ARN (South Korea).

>>> found("kr-foreigner-number", "외국인등록번호: 860715-5123453")
[('860715-5123453', 'likely')]
>>> found("kr-foreigner-number", "RRN: 931112-6271351")  # as many name theirs
[('931112-6271351', 'verified')]
>>> found("kr-foreigner-number", "alien registration 861315-5123453")
[]
"""

from __future__ import annotations

from stdnum.kr import rrn

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.kr.rrn import birth_date

CATEGORY = "national-identifier"
SOURCE = "https://www.hikorea.go.kr/"

LABELS = (
    Label(
        (
            "foreigner registration number",
            "alien registration number",
            "foreign registration number",
            "frn",
            "rrn",
            "resident registration number",
            "외국인등록번호",
            "외국인 등록번호",
            "주민등록번호",
        ),
        r"(?P<value>\d{6}[\- ]?[5-8]\d{6})(?![A-Za-z0-9]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if birth_date(value) is None or len(set(value[7:])) == 1:
        return None
    checked = rrn.calc_check_digit(value[:-1]) == value[-1]
    return judge_identifier(candidate, value, _CONTEXT, chance=0.01 if checked else 0.5)

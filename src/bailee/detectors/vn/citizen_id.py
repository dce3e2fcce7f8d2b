"""Citizen identity card number, CCCD (Vietnam), known by its label.

Province, century and sex, year of birth, six digits; no check digit.

>>> found("vn-citizen-id", "Số CCCD: 001099012345")
[('001099012345', 'likely')]
>>> found("vn-citizen-id", "Số CCCD: 999099012345")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, is_filler, words

CATEGORY = "national-identifier"
SOURCE = "https://dichvucong.bocongan.gov.vn/"

LABELS = (
    Label(
        (
            "cccd",
            "căn cước công dân",
            "căn cước",
            "số định danh cá nhân",
            "vietnam id",
            "cmnd",
        ),
        r"(?P<value>0\d{11})(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value
    if not candidate.labelled or not 1 <= int(value[:3]) <= 96 or is_filler(value[4:]):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.2)

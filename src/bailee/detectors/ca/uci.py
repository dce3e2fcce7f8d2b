"""Client identifier of immigration, UCI (Canada), known by its label.

>>> found("ca-uci", "UCI: 11-2837-4650")
[('11-2837-4650', 'likely')]
>>> found("ca-uci", "IUC 2837-4650")
[('2837-4650', 'likely')]
>>> found("ca-uci", "UCI 2015-2016")
[]
"""

from __future__ import annotations

import re

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, is_filler, words

CATEGORY = "national-identifier"
SOURCE = "https://www.canada.ca/en/immigration-refugees-citizenship.html"

LABELS = (
    Label(
        (
            "uci",
            "uci number",
            "unique client identifier",
            "client id ircc",
            "ircc client id",
            "iuc",
            "identificateur unique de client",
        ),
        r"(?P<value>\d{2}-\d{4}-\d{4}|\d{4}-\d{4}|\d{8}(?:\d{2})?)(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)
_YEARS = re.compile(r"(?:19|20)\d\d-(?:19|20)\d\d")


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not candidate.labelled or is_filler(value) or _YEARS.fullmatch(candidate.value):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=1)

"""Bank verification number, BVN (Nigeria), known by its label.

>>> found("ng-bvn", "BVN: 22154873291")
[('22154873291', 'likely')]
>>> found("ng-bvn", "order 22154873291")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, is_filler, words

CATEGORY = "national-identifier"
SOURCE = "https://nibss-plc.com.ng/bvn/"

LABELS = (
    Label(
        (
            "bvn",
            "bank verification number",
            "bank verification no",
        ),
        r"(?P<value>22\d{9})(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value
    if not candidate.labelled or is_filler(value):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=1)

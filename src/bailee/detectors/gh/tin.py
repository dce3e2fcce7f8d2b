"""Tax number, TIN (Ghana).

>>> found("gh-tin", "Ghana TIN: C0000803561")
[('C0000803561', 'verified')]
>>> found("gh-tin", "GRA TIN: C0000803562")
[]
"""

from __future__ import annotations

from stdnum.gh import tin

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, is_filler, words

CATEGORY = "tax-identifier"
SOURCE = "https://gra.gov.gh/tin/"

LABELS = (
    Label(
        (
            "tin",
            "ghana tin",
            "gra tin",
            "taxpayer identification number",
        ),
        r"(?P<value>[PCGQVpcgqv]00\d{7}[0-9Xx])(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = tin.compact(candidate.value)
    if not candidate.labelled or not tin.is_valid(value) or is_filler(digits_of(value)):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.1)

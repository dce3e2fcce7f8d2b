"""Tax reference number (South Africa).

>>> found("za-tax-number", "Income tax reference number: 0001339050")
[('0001339050', 'verified')]
>>> found("za-tax-number", "SARS tax no 2449/494/16/0")
[]
"""

from __future__ import annotations

from stdnum.za import tin

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import fits_column, judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, is_filler, words

CATEGORY = "tax-identifier"
SOURCE = "https://www.sars.gov.za/"

LABELS = (
    Label(
        (
            "tax reference number",
            "tax ref no",
            "income tax number",
            "income tax reference",
            "sars tax",
            "sars reference",
            "belastingverwysingsnommer",
            "inkomstebelastingnommer",
        ),
        r"(?P<value>[01239]\d{2}[ \-/]?\d{3}[ \-/]?\d{3}[ \-/]?\d|[01239]\d{3}/?\d{3}/?\d{2}/?\d)(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = tin.compact(candidate.value)
    if not tin.is_valid(value) or is_filler(value):
        return None
    if not fits_column(candidate, tin.is_valid):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.1)

"""Known traveler and redress number (United States), known by its label.

>>> found("us-known-traveler-number", "Known Traveler Number: TT29AB84C")
[('TT29AB84C', 'likely')]
>>> found("us-known-traveler-number", "KTN 985203147")
[('985203147', 'likely')]
>>> found("us-known-traveler-number", "TSA PreCheck is 9 dollars")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, is_filler, words

CATEGORY = "national-identifier"
SOURCE = "https://www.tsa.gov/precheck/faq"

LABELS = (
    Label(
        (
            "known traveler number",
            "known traveller number",
            "known traveler no",
            "known traveler",
            "ktn",
            "passid",
            "global entry number",
            "redress number",
        ),
        r"(?P<value>(?:TT|TE)[A-Z0-9]{6,8}|\d{9,10}|\d{7})(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value.upper()
    digits = digits_of(value)
    if not candidate.labelled or len(digits) < 3 or is_filler(digits):
        return None
    if len(value) == 7 and "redress" not in (candidate.label or candidate.heading).lower():
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=1)

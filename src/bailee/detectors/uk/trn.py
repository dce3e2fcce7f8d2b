"""Temporary reference number, TRN, of who has no National Insurance number yet (United Kingdom).

>>> found("uk-trn", "Temporary reference number: 63T12345")
[('63T12345', 'likely')]
>>> found("uk-trn", "part 63T12345")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score

CATEGORY = "national-identifier"
SOURCE = "https://www.gov.uk/hmrc-internal-manuals/national-insurance-manual/nim39110"

# Two figures, a letter, five figures: no check digit, so a word must name it.
LABELS = (
    Label(
        (
            "trn",
            "temporary reference number",
            "temporary reference",
            "temporary national insurance number",
            "temporary ni number",
            "temp ni number",
            "temp ni no",
            "paye temp number",
            "paye reference temporary",
        ),
        r"(?P<value>\d{2} ?[A-Za-z] ?(?:\d{5}|\d{3} \d{2}|\d{2} \d{3}))(?![^\W_]|[.\-/]\d)",
        reach=24,
    ),
)


def judge(candidate: Candidate) -> Judgement | None:
    if not candidate.labelled:
        return None
    value = candidate.value.replace(" ", "").upper()
    score = Score(0.95 if "temp" in candidate.label or candidate.heading else 0.9, candidate.said)
    if len(set(value[:2] + value[3:])) == 1:
        score.at_most(0.5, "its figures repeat, as fillers do")
    if candidate.distant or candidate.peers < 0.5:
        score.at_most(0.5, "the word stands far from it")
    return score.judgement(value)

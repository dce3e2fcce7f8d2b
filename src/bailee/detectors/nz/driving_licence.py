"""Driver licence number (New Zealand), known by its label.

>>> found("nz-driving-licence", "NZ driver licence: AB482910")
[('AB482910', 'verified')]
>>> found("nz-driving-licence", "Driver licence AB482910")
[('AB482910', 'likely')]
>>> found("nz-driving-licence", "licence AB482910")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, is_filler, words

CATEGORY = "driving-licence"
SOURCE = "https://www.nzta.govt.nz/driver-licences/"

LABELS = (
    Label(
        (
            "driver licence",
            "drivers licence",
            "driver's licence",
            "driver licence number",
            "nz driver license",
            "raihana taraiwa",
        ),
        r"(?P<value>[A-Za-z]{2}\d{6})(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words("new zealand", "nz", "waka kotahi", "nzta", "aotearoa", "raihana taraiwa")


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value.upper()
    if not candidate.labelled or is_filler(value[2:]):
        return None
    score = Score(0.92, candidate.said)
    if _CONTEXT.search(
        candidate.before(60) + " " + candidate.after(40) + " " + candidate.header + " " + candidate.table
    ):
        return score.at_least(0.99, "New Zealand is named near").judgement(value)
    return score.judgement(value)

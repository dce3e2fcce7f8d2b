"""Number of a prescription, known by its label.

>>> found("prescription-number", "Rx # 7402815 refills: 2, Lisinopril 10 mg")
[('7402815', 'likely')]
>>> found("prescription-number", "rx number of packets 7402815")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, digits_of, is_filler, words

CATEGORY = "health-identifier"
SOURCE = "https://www.hhs.gov/hipaa/for-professionals/privacy/special-topics/de-identification/"  # 45 CFR 164.514(b)(2)(i)(R)

LABELS = (
    Label(
        ("rx", "rx number", "rx no", "rx #", "rx#", "rxnumber", "prescription number", "prescription no", "prescription #", "prescription id", "script number", "script no", "rezeptnummer"),
        r"(?P<value>[A-Z]{0,2}-?\d{5,12}(?:-\d{2,6})?)(?![^\W_]|[./]\d)",
        headings=("rx", "prescription"),
    ),
)  # fmt: skip
_CONTEXT = words(
    "pharmacy", "patient", "refill", "refills", "prescriber", "medication", "drug", "dose", "tablet", "tablets", "capsule", "mg", "qty", "dispensed", "physician", "dr", "days supply", "ndc", "sig", "take", "doctor", "copay", "filled",
)  # fmt: skip


def judge(candidate: Candidate) -> Judgement | None:
    digits = digits_of(candidate.value)
    if not candidate.labelled or is_filler(digits) or candidate.scene.is_code:
        return None
    label = (candidate.label + candidate.heading).lower()
    context = candidate.near(_CONTEXT, 120, 100) or bool(_CONTEXT.search(candidate.table))
    if not context and "rx" in label:
        return None  # receivers of networks number theirs, too
    score = Score(0.9, candidate.said)
    if context:
        score.at_least(0.95, candidate.seen("words about a pharmacy stand near"))
    if candidate.heading and candidate.peers < 0.5:
        score.at_most(0.5, "most of its column has another form")
    return score.judgement(candidate.value.upper())

"""Medicaid number (United States), known by its label and the forms of the states.

New York has two letters, five digits and a letter; California nine signs that end in a letter;
Washington `WA` at the end; the others 8 to 13 digits.

>>> found("us-medicaid-id", "Medicaid ID: AB28375C")
[('AB28375C', 'likely')]
>>> found("us-medicaid-id", "Medi-Cal ID 92837465A")
[('92837465A', 'likely')]
>>> found("us-medicaid-id", "Medicaid form CMS-1500")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, digits_of, is_filler, words

CATEGORY = "health-insurance-identifier"
SOURCE = "https://www.medicaid.gov/"

LABELS = (
    Label(
        (
            "medicaid id",
            "medicaid number",
            "medicaid no",
            "medicaid #",
            "medicaid recipient id",
            "medicaid recipient number",
            "medi-cal id",
            "medi-cal number",
            "medi-cal no",
            "masshealth id",
            "ahcccs id",
            "tenncare id",
        ),
        r"(?P<value>[A-Za-z]{2}\d{5}[A-Za-z]|9\d{7}[A-Za-z]\d{0,5}|\d{9}[Ww][Aa]|[A-Za-z]?\d{8,13})(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value.upper()
    if not candidate.labelled or is_filler(digits_of(value)):
        return None
    return Score(0.0, "form of a state's Medicaid numbers").at_least(0.97, candidate.said).judgement(value)

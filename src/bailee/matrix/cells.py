"""What a cell of the matrix is: a state in a word, why, what to do next, and what stands behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bailee.vocabulary import State, SubjectCategory

HELD, TOLD, SECURED = "held", "told", "secured"
WORDS: Mapping[str, Mapping[State, str]] = {
    HELD: {State.GREEN: "In order", State.AMBER: "Gaps", State.RED: "Out of place"},
    TOLD: {State.GREEN: "Told", State.AMBER: "Partly told", State.RED: "Not told"},
    SECURED: {State.GREEN: "Secured", State.AMBER: "Partly secured", State.RED: "Exposed"},
}
SIGNS: Mapping[State, str] = {State.RED: "×", State.AMBER: "!", State.UNKNOWN: "?", State.GREEN: "✓"}


SUBJECTS: Mapping[SubjectCategory, str] = {
    SubjectCategory.EMPLOYEE: "employees",
    SubjectCategory.APPLICANT: "applicants",
    SubjectCategory.CONTRACTOR: "contractors",
    SubjectCategory.CUSTOMER: "customers",
    SubjectCategory.SOLE_PROPRIETOR: "sole proprietors",
    SubjectCategory.PATIENT: "patients",
    SubjectCategory.FAMILY_MEMBER: "family members",
    SubjectCategory.VISITOR: "visitors",
    SubjectCategory.PERSON: "people not yet placed",
    SubjectCategory.BUSINESS_CLIENT: "business clients",
}
Key = tuple[str, SubjectCategory]
ROSTER = "bailee declare roster FILE.csv --subject employee"


@dataclass(frozen=True, slots=True)
class Cell:
    """One claim of the matrix: its state in a word, why, what to do next with the command for it, and what stands behind it."""

    state: State
    word: str
    why: str
    next: str = ""
    command: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Departed:
    """What departs from what was declared or asked, as a cell names it."""

    ident: str
    column: str
    state: State
    title: str
    next: str
    command: str


def cell(
    column: str, state: State, why: str, next_: str = "", command: str = "", evidence: tuple[str, ...] = ()
) -> Cell:
    word = "Unknown" if state is State.UNKNOWN else WORDS[column][state]
    return Cell(state, word, why, next_, command, evidence)

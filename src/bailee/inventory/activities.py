"""What people declared: the entries of the record of processing (Art. 30)."""

from __future__ import annotations

from dataclasses import dataclass

from bailee.vocabulary import LawfulBasis, Role, SubjectCategory


@dataclass(frozen=True, slots=True)
class ProcessingActivity:
    """One entry in the record of processing (Art. 30(1)), as a person declared it."""

    name: str
    purposes: tuple[tuple[str, LawfulBasis | None], ...]  # each purpose with its own basis
    categories: tuple[str, ...]
    subjects: tuple[SubjectCategory, ...]
    stores: tuple[str, ...] = ()  # empty: wherever found
    recipients: tuple[str, ...] = ()
    retention: str = ""
    role: Role = Role.CONTROLLER


def covers(activity: ProcessingActivity, category: str, subject: SubjectCategory) -> bool:
    """Whether an activity was declared for this category of data about these people; without subjects, for everybody."""
    return category in activity.categories and (not activity.subjects or subject in activity.subjects)

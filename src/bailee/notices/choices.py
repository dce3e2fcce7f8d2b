"""Material or minor: whether those who were told by an earlier version must be told anew. Whoever publishes chooses.

>>> first, second = Step(1, Choice.MATERIAL), Step(2, Choice.MINOR)
>>> still_counts(1, (first, second), SubjectCategory.EMPLOYEE)
True
>>> third = Step(3, Choice.MATERIAL, frozenset({SubjectCategory.CONTRACTOR}))
>>> [still_counts(1, (first, second, third), each) for each in (SubjectCategory.EMPLOYEE, SubjectCategory.CONTRACTOR)]
[True, False]
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bailee.notices.causes import Cause, touched
from bailee.vocabulary import SubjectCategory


class Choice(StrEnum):
    """What a new version means to those who were told by the one before."""

    MATERIAL = "material"  # they are told anew, and sign anew
    MINOR = "minor"  # what they signed goes on counting


@dataclass(frozen=True, slots=True)
class Step:
    """A version that was published. `touches`: whom a material change is about; empty: everybody."""

    version: int
    choice: Choice
    touches: frozenset[SubjectCategory] = frozenset()

    def voids(self, subject: SubjectCategory) -> bool:
        return self.choice is Choice.MATERIAL and (not self.touches or subject in self.touches)


def still_counts(told_by: int, published: Iterable[Step], subject: SubjectCategory) -> bool:
    """Whether a person who was told by an earlier version is told by the newest, too."""
    return not any(step.voids(subject) for step in published if step.version > told_by)


def whom(causes: Iterable[Cause]) -> frozenset[SubjectCategory]:
    """Whom a material change is about, by what caused it; empty: everybody, also where nothing tells.

    >>> whom(())
    frozenset()
    """
    more = [cause for cause in causes if cause.is_more]
    if not all(cause.subjects for cause in more):
        return frozenset()
    return touched(more)


def suggested(causes: Sequence[Cause]) -> tuple[Choice, str]:
    """What the changes speak for, and why.

    >>> suggested(())
    (<Choice.MINOR: 'minor'>, 'because nothing new is held, declared or found')
    """
    more = [cause for cause in causes if cause.is_more]
    if not more:
        return Choice.MINOR, "because nothing new is held, declared or found"
    sorts = [f"a new {sort}" for sort in dict.fromkeys(cause.sort.value for cause in more)]
    named = sorts[0] if len(sorts) == 1 else f"{', '.join(sorts[:-1])} and {sorts[-1]}"
    return Choice.MATERIAL, f"because {named} {'is' if len(sorts) == 1 else 'are'} named"

"""What lay there: people as a range, kinds, where they live, as far as it was read by the hour that is asked about.

>>> Lost(None).is_known, Lost(PeopleRange(0, 0), read_at=datetime(2026, 11, 23, tzinfo=UTC)).is_known
(False, True)

None is not zero: of a device that no scan had read by then, nobody knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC as UTC
from datetime import datetime

from bailee.people import PeopleRange
from bailee.vocabulary import DATA_CATEGORIES, SubjectCategory


@dataclass(frozen=True, slots=True)
class Kind:
    """A category of data, and how many people's."""

    category: str
    people: PeopleRange

    @property
    def label(self) -> str:
        return DATA_CATEGORIES[self.category].label if self.category in DATA_CATEGORIES else self.category


@dataclass(frozen=True, slots=True)
class Region:
    """People who live in one place; empty `code`: nobody knows where. `idents`: of the roster, as far as they are on it."""

    code: str
    people: PeopleRange
    kinds: tuple[Kind, ...]
    idents: frozenset[str] = field(repr=False, default=frozenset())
    patients: frozenset[str] = field(repr=False, default=frozenset())  # of these, patients

    def of(self, categories: frozenset[str]) -> tuple[Kind, ...]:
        return tuple(each for each in self.kinds if each.category in categories)


@dataclass(frozen=True, slots=True)
class Lost:
    """All of it. `people` None: no scan had read it by then."""

    people: PeopleRange | None
    subjects: tuple[tuple[SubjectCategory, PeopleRange], ...] = ()
    kinds: tuple[Kind, ...] = ()
    regions: tuple[Region, ...] = ()  # most people first, those of whom nobody knows last
    read_at: datetime | None = None  # end of the last scan before the hour
    later_at: datetime | None = None  # of the first scan after it
    later_findings: int = 0  # that it saw; they say nothing of that hour
    findings: int = 0
    files: int = 0
    not_read: Mapping[str, int] = field(default_factory=dict)  # files, by the reason why
    never: tuple[str, ...] = ()  # places of it that no scan had read by then
    disks: tuple[str, ...] = ()  # names of its places
    rights: tuple[
        str, ...
    ] = ()  # of an account: from when it is known what it could open, in sentences; what is not counted
    by_values: bool = False  # too much to link people: counted by values alone, so the range is wide
    apart: PeopleRange | None = (
        None  # people of what was sealed or encrypted for certain, who are not among the regions
    )

    @property
    def is_known(self) -> bool:
        return self.people is not None

    def region(self, code: str) -> Region | None:
        return next((each for each in self.regions if each.code == code), None)


def said(people: PeopleRange | None) -> str:
    """
    >>> said(PeopleRange(41, 44)), said(PeopleRange(1, 1)), said(None)
    ('41–44 people', '1 person', 'unknown')
    """
    if people is None:
        return "unknown"
    if people.low == people.high:
        return f"{people.low:,} {'person' if people.low == 1 else 'people'}"
    return f"{people.low:,}–{people.high:,} people"


def figures(people: PeopleRange | None) -> str:
    """
    >>> figures(PeopleRange(1180, 1240)), figures(PeopleRange(5, 5))
    ('1,180–1,240', '5')
    """
    if people is None:
        return "unknown"
    return f"{people.low:,}" if people.low == people.high else f"{people.low:,}–{people.high:,}"

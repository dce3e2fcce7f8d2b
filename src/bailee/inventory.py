"""What is held: findings and declarations become holdings, activities and facts.

A holding is one category of data about one category of people in one or more data stores; it is the row of the matrix.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bailee.vocabulary import LawfulBasis, Role, SubjectCategory


@dataclass(frozen=True, slots=True)
class PeopleRange:
    """Distinct people, as an honest range: `low` were told apart for certain, more than `high` can't be."""

    low: int
    high: int
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Holding:
    """One category of data about one category of people."""

    category: str  # ident in vocabulary.DATA_CATEGORIES
    subject: SubjectCategory
    stores: tuple[str, ...]  # idents of data stores, sorted
    people: PeopleRange
    items: int  # files, mails and members it was found in
    since: date | None = None  # oldest modification among its items
    kinds: tuple[str, ...] = ()  # kinds of record it was found as
    purposes: tuple[str, ...] = ()  # as declared; empty where nobody declared any
    declared: bool = False
    found: bool = True


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


@dataclass(frozen=True, slots=True)
class Exposure:
    """Who can open what a holding consists of, read from the system; None is unknown, never a guess."""

    store: str
    items: int
    encrypted_items: int | None  # at rest: sealed files, or the whole disk
    readers: int | None  # accounts of this system that can open at least one of the items
    open_to_everyone: int | None  # items that any account can read


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a scan looked at: counts of files and bytes, and what it left, by cause."""

    read: int
    partly: int
    skipped: int
    read_bytes: int
    causes: tuple[tuple[str, int, int], ...]  # (reason, items, bytes), partly read ones included

"""What is held: one category of data about one category of people, in one or more data stores; who can open it; what was read.

A holding is the row of the Held / Told / Secured table. A data store is a place with the first folder below it.

>>> data_store("company", "HR/2024/pay.xlsx"), data_store("company", "readme.txt")
('company/HR', 'company')
>>> place_of("company/HR", ["company", "company/HR old", "comp"]), lies_in("company", ["company/HR"])
('company', False)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from bailee.findings import masked
from bailee.people import PeopleRange
from bailee.vocabulary import Locator, SubjectCategory


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
    tools: tuple[str, ...] = ()  # monitoring tools that it comes of, by name


@dataclass(frozen=True, slots=True)
class Exposure:
    """Who can open what a holding consists of, read from the system; None is unknown, never a guess."""

    store: str
    items: int
    encrypted_items: int | None  # at rest: sealed files, or the whole disk
    readers: int | None  # accounts of this system that can open at least one of the items
    open_to_everyone: int | None  # items that any account can read
    seen_on: date | None = None  # its place is not connected now, and this is what a scan saw that day
    public: int = 0  # items that anybody outside can read: a public bucket, a link, a guest's share
    unneeded: int | None = None  # accounts that can open one and need not; None: nobody said who needs it
    where: str = ""  # ident of protection.whereabouts: the worst of where its items lie; empty: as before this was kept
    channel: bool | None = None  # what comes from there comes encrypted; None: from no network, or nobody says
    through: tuple[str, ...] = ()  # by which shares it is open to more than the accounts of this system, in words
    locked: int = 0  # items closed by a key or a password of their own; among the encrypted ones


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a scan looked at: counts of files and bytes, and what it left, by cause."""

    read: int
    partly: int
    skipped: int
    read_bytes: int
    causes: tuple[tuple[str, int, int], ...]  # (reason, items, bytes), partly read ones included
    is_whole: bool = True  # False: every scan of it was stopped before its end, and what none reached is in no count


def data_store(place: str, path: str) -> str:
    """Ident of the data store of a file: its place's name, and the first folder of its path, masked."""
    folders = PurePosixPath(path.replace("\\", "/")).parts[:-1]
    return f"{place}/{masked(Locator((folders[0],))).segments[0]}" if folders else place


def place_of(store: str, places: Iterable[str]) -> str:
    """Of names of places the one in which a data store lies: the nearest, where one name goes on in another; else empty."""
    return max((place for place in places if store == place or store.startswith(f"{place}/")), key=len, default="")


def lies_in(store: str, places: Iterable[str]) -> bool:
    """Whether a data store is one of these places, or lies in one."""
    return bool(place_of(store, places))

"""Endings: when the time of those ended whom a file is about, as the roster says. "4 years after leaving" runs from that day.

Only where everybody whom it is about is on the roster and left: one of them who is still here keeps the period from running, and
one whom the roster does not know leaves it open.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bailee.inventory import Inventory
from bailee.inventory.sightings import FileKey, Row
from bailee.matrix import Key

Form = tuple[str, str]  # normal form of a name or an address, and its fingerprint
BY_ROSTER = "the day of leaving on the roster"


@dataclass(frozen=True, slots=True)
class Ending:
    """What is known of it: a day; that it has not come; or neither."""

    on: date | None = None
    says: str = ""
    is_to_come: bool = False  # somebody of them is here still


class Endings:
    """Of the files of an inventory. `left`: of each form on the roster, when whom it may be left; None: that person is here."""

    def __init__(self, inventory: Inventory, left: Mapping[Form, Collection[date | None]], on: date) -> None:
        self._inventory = inventory
        self._left = left
        self._on = on
        self._people: dict[Key, Mapping[FileKey, frozenset[int]]] = {}

    def of(self, key: Key, file: FileKey) -> Ending:
        if key not in self._people:
            self._people[key] = _people_by_file(self._inventory, self._inventory.rows().get(key, Row()))
        people = self._people[key].get(file, frozenset())
        known = [self._days[person] for person in people if person in self._days]
        days = [day for each in known for day in each]
        if any(day is None or day > self._on for day in days):
            return Ending(is_to_come=True)
        if not people or len(known) < len(people):
            return Ending()
        return Ending(max(day for day in days if day is not None), BY_ROSTER)

    @cached_property
    def _days(self) -> Mapping[int, Collection[date | None]]:
        """When each person who is known from the roster left. Of namesakes all count: who is here still wins."""
        found: dict[int, set[date | None]] = defaultdict(set)
        people = self._inventory.placement().people
        for sighting in self._inventory.sightings():
            for form in sighting.value.forms:
                if form in self._left and len(about := people.people_of(sighting)) == 1:
                    found[about[0]] |= set(self._left[form])
        return found


def _people_by_file(inventory: Inventory, row: Row) -> Mapping[FileKey, frozenset[int]]:
    """Whom each file of a row is about: as its records say, and its values where it has none."""
    found: dict[FileKey, set[int]] = defaultdict(set)
    for paper, about in zip(row.documents, row.about, strict=True):
        found[paper.file] |= about
    recorded = {file for file, about in found.items() if about}
    people = inventory.placement().people
    for mention in row.mentions:
        file = mention.item[0] if isinstance(mention.item, tuple) else None
        if file is not None and file not in recorded:
            found[file] |= set(people.people_of(mention))
    return {file: frozenset(about) for file, about in found.items()}


def by_form(listed: Iterable[tuple[date | None, Iterable[Form]]]) -> Mapping[Form, Collection[date | None]]:
    """When people left, by the forms that they are found by."""
    found: dict[Form, set[date | None]] = defaultdict(set)
    for day, forms in listed:
        for form in forms:
            found[form].add(day)
    return found

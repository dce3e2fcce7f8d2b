"""Count the people that data is held about: all of them, by category, by data store; who of the roster is among them, and who is on none."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from bailee.inventory import Holding, Inventory, PeopleRange
from bailee.many_objects import no_cycles_made
from bailee.people import Meeting, Mention, People, meet
from bailee.store.workspace import Workspace
from bailee.vocabulary import SubjectCategory

_MOST_MET = 20_000  # people of a roster whose idents a kept page holds


@dataclass(frozen=True, slots=True)
class Standing:
    """How much of a roster is in what was found."""

    category: SubjectCategory
    listed: int
    found: int
    by_name: int  # of those found, by a name alone: it may be a namesake

    @property
    def never(self) -> int:
        return self.listed - self.found


@dataclass(frozen=True, slots=True)
class Unknown:
    """People found who are on no roster, by what papers and labels say they are."""

    category: SubjectCategory
    people: PeopleRange
    stores: tuple[tuple[str, int], ...]  # where, and how many of them there; most first
    data: tuple[tuple[str, int], ...]  # which categories of data, and about how many of them


@dataclass(frozen=True, slots=True)
class PeopleCount:
    """What was counted."""

    everybody: PeopleRange
    holdings: tuple[Holding, ...]
    stores: tuple[tuple[str, PeopleRange], ...]  # most people first
    standings: tuple[Standing, ...]
    unknown: tuple[Unknown, ...]
    meeting: Meeting = field(repr=False)


@no_cycles_made()
def count_people(workspace: Workspace, inventory: Inventory | None = None) -> PeopleCount:
    """Of what is present now, without what was dismissed. `inventory` is given where it is there already."""
    inventory = inventory or workspace.inventory()
    by_store = _by_store(inventory)
    everybody, stores = _everybody(inventory.placement().people, by_store)
    holdings = tuple(holding for holding in inventory.holdings(workspace.activities()) if holding.found)
    meeting, standings, unknown = _roster(workspace, inventory, by_store)
    return PeopleCount(everybody, holdings, _most_first(stores), standings, unknown, meeting)


@no_cycles_made()
def count_whole(workspace: Workspace) -> tuple[PeopleRange, tuple[tuple[str, PeopleRange], ...]]:
    """All the people, and those of each store, most first: who they are is not asked."""
    inventory = workspace.inventory()
    everybody, stores = _everybody(inventory.people(), _by_store(inventory))
    return everybody, _most_first(stores)


def _everybody(people: People, by_store: dict[str, list[Mention]]) -> tuple[PeopleRange, list[tuple[str, PeopleRange]]]:
    """All of them, and those of each store; each mention is looked at once."""
    whole, stores = people.everybody_in(by_store)
    return whole, list(stores.items())


def _most_first(stores: Iterable[tuple[str, PeopleRange]]) -> tuple[tuple[str, PeopleRange], ...]:
    return tuple(sorted((pair for pair in stores if pair[1].high), key=lambda pair: (-pair[1].high, pair[0])))


def shape(counted: PeopleCount) -> dict[str, Any]:
    """What was counted, as JSON; no person's name is in it."""
    return {
        "people": range_shape(counted.everybody),
        "holdings": [holding_shape(holding) for holding in counted.holdings],
        "stores": [{"store": store, "people": range_shape(people)} for store, people in counted.stores],
        "roster": [
            {"subject": s.category.value, "listed": s.listed, "found": s.found, "by_name": s.by_name, "never": s.never}
            for s in counted.standings
        ],
        "unknown": [unknown_shape(each) for each in counted.unknown],
    }


def met_shape(meeting: Meeting) -> dict[str, Any]:
    """Who of a roster is found, by ident; of a very large one, nobody by name: its page would take longer than its reader waits."""
    if len(meeting.found) > _MOST_MET:
        return {"found": None, "by_name": None}
    return {"found": sorted(meeting.found), "by_name": sorted(meeting.by_name)}


def range_shape(people: PeopleRange) -> dict[str, Any]:
    return {"low": people.low, "high": people.high, "reasons": list(people.reasons)}


def holding_shape(holding: Holding) -> dict[str, Any]:
    return {
        "category": holding.category,
        "subject": holding.subject.value,
        "stores": list(holding.stores),
        "people": range_shape(holding.people),
    }


def unknown_shape(unknown: Unknown) -> dict[str, Any]:
    return {
        "subject": unknown.category.value,
        "people": range_shape(unknown.people),
        "stores": [{"store": store, "people": count} for store, count in unknown.stores],
        "categories": [{"category": category, "people": count} for category, count in unknown.data],
    }


def _by_store(inventory: Inventory) -> dict[str, list[Mention]]:
    found: dict[str, list[Mention]] = defaultdict(list)
    for sighting in inventory.sightings():
        found[sighting.file[0]].append(sighting)
    return found


def _roster(
    workspace: Workspace, inventory: Inventory, by_store: dict[str, list[Mention]]
) -> tuple[Meeting, tuple[Standing, ...], tuple[Unknown, ...]]:
    placement = inventory.placement()
    people = placement.people
    listed = workspace.roster_prints()
    if not listed:
        return Meeting(frozenset(), frozenset(), frozenset(), frozenset(), {}), (), ()
    every = chain.from_iterable(by_store.values())
    met = meet(people, every, [(each.ident, each.fingerprints) for each in listed])
    sizes = Counter(each.category for each in listed)
    found = Counter(each.category for each in listed if each.ident in met.found)
    named = Counter(each.category for each in listed if each.ident in met.by_name)
    standings = tuple(Standing(category, sizes[category], found[category], named[category]) for category in sizes)
    of_category: dict[SubjectCategory, set[int]] = defaultdict(set)
    for person in met.unknown:
        of_category[placement.category.get(person, SubjectCategory.PERSON)].add(person)
    where: dict[SubjectCategory, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    what: dict[SubjectCategory, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for store, mentions in by_store.items():
        for mention in mentions:
            about = people.people_of(mention)
            if len(about) == 1 and about[0] in met.unknown:
                category = placement.category.get(about[0], SubjectCategory.PERSON)
                where[category][store].add(about[0])
                what[category][mention.value.category].add(about[0])
    unknown = [
        Unknown(category, people.of_people(each), _counted(where[category]), _counted(what[category]))
        for category, each in of_category.items()
    ]
    return (
        met,
        standings,
        tuple(sorted(unknown, key=lambda each: (each.category is SubjectCategory.PERSON, -each.people.high))),
    )


def _counted(found: dict[str, set[int]]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(((name, len(people)) for name, people in found.items()), key=lambda pair: (-pair[1], pair[0])))

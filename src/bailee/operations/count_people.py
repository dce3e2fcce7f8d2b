"""Count the people that data is held about: all of them, by category, by data store; who of the roster is among them, and who is on none."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from bailee.inventory import Holding, Inventory, PeopleRange
from bailee.people import Meeting, Mention, meet
from bailee.store.workspace import Workspace
from bailee.vocabulary import SubjectCategory


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


def count_people(workspace: Workspace) -> PeopleCount:
    """Of what is present now, without what was dismissed."""
    inventory = workspace.inventory()
    by_store = _by_store(inventory)
    people = inventory.placement().people
    stores = [(store, people.everybody(mentions)) for store, mentions in by_store.items()]
    holdings = tuple(holding for holding in inventory.holdings(workspace.activities()) if holding.found)
    meeting, standings, unknown = _roster(workspace, inventory, by_store)
    return PeopleCount(
        inventory.everybody(),
        holdings,
        tuple(sorted(((s, r) for s, r in stores if r.high), key=lambda pair: (-pair[1].high, pair[0]))),
        standings,
        unknown,
        meeting,
    )


def _by_store(inventory: Inventory) -> dict[str, list[Mention]]:
    found: dict[str, list[Mention]] = defaultdict(list)
    for sighting in inventory.sightings():
        found[sighting.file[0]].append(sighting.mention)
    return found


def _roster(
    workspace: Workspace, inventory: Inventory, by_store: dict[str, list[Mention]]
) -> tuple[Meeting, tuple[Standing, ...], tuple[Unknown, ...]]:
    placement = inventory.placement()
    people = placement.people
    listed = workspace.roster_prints()
    every = [mention for mentions in by_store.values() for mention in mentions]
    met = meet(people, every, [(each.ident, each.fingerprints) for each in listed])
    sizes = Counter(each.category for each in listed)
    found = Counter(each.category for each in listed if each.ident in met.found)
    named = Counter(each.category for each in listed if each.ident in met.by_name)
    standings = tuple(Standing(category, sizes[category], found[category], named[category]) for category in sizes)
    if not listed:
        return met, (), ()
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
                what[category][mention.category].add(about[0])
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

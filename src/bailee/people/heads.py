"""People of one name, told apart so far: who of them somebody else may be is found by what they have, not by comparing.

In a list of 80,000 people a name comes hundreds of times, and each of them met all the others. Whoever has another number of
a sort that one person has one of is somebody else, and is passed over together with all who have one. Of the others those are
taken together who have the same sorts of things; only who has a value in common is looked at.

>>> heads = Heads[None]()
>>> for number, known in enumerate(({"us-ssn": "s1"}, {"us-ssn": "s2"}, {})):
...     heads.add(number, known, None)
>>> [heads.first(known) for known in ({"us-ssn": "s2"}, {"us-ssn": "s3"}, {})]
[1, 2, 0]
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from typing import Generic, NamedTuple, TypeVar

from bailee.people.persons import CHANGED, Person, differing_in

Kind = TypeVar("Kind", bound=Hashable)
FEW = 8  # people, up to which each is looked at: most names are borne by no more, and an index costs more than that
_NOBODY: frozenset[int] = frozenset()
_EMPTY: list[int] = []


class _Group:
    """Those of one kind who have numbers of the same sorts."""

    def __init__(self, sorts: frozenset[str]) -> None:
        self.sorts = sorts
        self.places: dict[int, Mapping[str, str]] = {}  # numbers of each, by its place in the order
        self._every: list[int] = []
        self._by: dict[tuple[str, ...], dict[tuple[str, ...], list[int]]] = {}  # by their numbers of some sorts

    def add(self, place: int, exclusive: Mapping[str, str]) -> None:
        self.places[place] = exclusive
        insort(self._every, place)
        for sorts, known in self._by.items():
            insort(known.setdefault(tuple(exclusive[sort] for sort in sorts), []), place)

    def remove(self, place: int) -> None:
        exclusive = self.places.pop(place)
        del self._every[bisect_left(self._every, place)]
        for sorts, known in self._by.items():
            having = known[tuple(exclusive[sort] for sort in sorts)]
            del having[bisect_left(having, place)]

    def fitting(self, exclusive: Mapping[str, str]) -> list[int]:
        """Places of those whom none of these numbers contradicts, in their order."""
        both = tuple(sorted(self.sorts & exclusive.keys())) if exclusive else ()
        if not both:
            return self._every
        if (known := self._by.get(both)) is None:
            known = self._by[both] = {}
            for place in self._every:
                known.setdefault(tuple(self.places[place][sort] for sort in both), []).append(place)
        return known.get(tuple(exclusive[sort] for sort in both), _EMPTY)


class Heads(Generic[Kind]):
    """Some people, in the order in which they were added. `Kind`: what else is the same of many of them."""

    def __init__(self) -> None:
        self._heads: list[int] = []
        self._place: dict[int, int] = {}
        self._group_of: list[tuple[frozenset[str], Kind]] = []
        self._groups: dict[tuple[frozenset[str], Kind], _Group] = {}

    def __contains__(self, head: int) -> bool:
        return head in self._place

    def add(self, head: int, exclusive: Mapping[str, str], kind: Kind) -> None:
        self._place[head] = place = len(self._heads)
        self._heads.append(head)
        self._group_of.append(self._put(place, exclusive, kind))

    def change(self, head: int, exclusive: Mapping[str, str], kind: Kind) -> None:
        """More is known of one of them."""
        place = self._place[head]
        before = self._group_of[place]
        if before[1] == kind and self._groups[before].places[place] == exclusive:
            return
        self._groups[before].remove(place)
        if not self._groups[before].places:
            del self._groups[before]
        self._group_of[place] = self._put(place, exclusive, kind)

    def first(self, exclusive: Mapping[str, str]) -> int | None:
        """The first whom none of these numbers contradicts."""
        found = [fitting[0] for group in self._groups.values() if (fitting := group.fitting(exclusive))]
        return self._heads[min(found)] if found else None

    def first_of(
        self, exclusive: Mapping[str, str], fits: Callable[[Kind], bool], but: Collection[int] = _NOBODY
    ) -> int | None:
        """Its place; of the kinds that fit, and none of some others."""
        found = (
            next((place for place in group.fitting(exclusive) if place not in but), None)
            for (_, kind), group in self._groups.items()
            if fits(kind)
        )
        return min((place for place in found if place is not None), default=None)

    def all_of(self, exclusive: Mapping[str, str], fits: Callable[[Kind], bool]) -> Iterator[int]:
        for (_, kind), group in self._groups.items():
            if fits(kind):
                for place in group.fitting(exclusive):
                    yield self._heads[place]

    def _put(self, place: int, exclusive: Mapping[str, str], kind: Kind) -> tuple[frozenset[str], Kind]:
        key = frozenset(exclusive), kind
        if (group := self._groups.get(key)) is None:
            group = self._groups[key] = _Group(key[0])
        group.add(place, exclusive)
        return key


class _Sorts(NamedTuple):
    """What somebody has, and not which."""

    lists: frozenset[Hashable]
    changed: frozenset[str]  # detectors of what one person may have another of in another place
    uses: frozenset[str]  # of e-mail addresses


class SameName(Heads[_Sorts]):
    """People of one name who are taken for several."""

    def __init__(self) -> None:
        super().__init__()
        self._people: dict[int, Person] = {}
        self._lists: dict[int, frozenset[Hashable]] = {}
        self._having: dict[tuple[str, str, str], set[int]] = defaultdict(set)  # places, by a value
        self._is_indexed = False

    def __contains__(self, head: int) -> bool:
        return head in self._people

    def put(self, head: int, person: Person, lists: frozenset[Hashable]) -> None:
        """One more."""
        self._people[head], self._lists[head] = person, lists
        if self._is_indexed:
            self._index(head)
        elif len(self._people) > FEW:
            self._is_indexed = True
            for each in self._people:
                self._index(each)

    def absorbed(self, head: int, other: Person, lists: frozenset[Hashable]) -> None:
        """One of them has turned out to be somebody else, too, whose values are looked at here: one person may have hundreds."""
        self._lists[head] = lists
        if not self._is_indexed:
            return
        place, person = self._place[head], self._people[head]
        changed = self._group_of[place][1].changed | _changed(other)
        self.change(head, person.exclusive, _Sorts(lists, changed, frozenset(person.addresses)))
        for value in _values(other):
            self._having[value].add(place)

    def _index(self, head: int) -> None:
        person = self._people[head]
        self.add(head, person.exclusive, _Sorts(self._lists[head], _changed(person), frozenset(person.addresses)))
        for value in _values(person):
            self._having[value].add(self._place[head])

    def whose(self, person: Person, lists: frozenset[Hashable], least: float) -> int | None:
        """Who somebody is of them: the first who stands in none of the same lists and whose values differ no more than is likely.

        `least`: how likely it has to be, where any differ. One with another address of work comes after all the others.
        """
        if not self._is_indexed:
            head, strange = self._first_among(self._people, person, lists, least)
            return strange if head is None else head
        beside: set[int] = set()
        for value in _values(person):
            beside |= self._having.get(value, _NOBODY)
        changed, uses = _changed(person), frozenset(person.addresses)
        works = "work" in uses

        def is_likely(kind: _Sorts) -> bool:
            likely = differing_in(kind.changed & changed, len(kind.uses & uses))
            return kind.lists.isdisjoint(lists) and (likely == 1 or likely >= least)

        # of who has none of the same values, those of a kind differ alike
        best = self.first_of(
            person.exclusive, lambda kind: not (works and "work" in kind.uses) and is_likely(kind), beside
        )
        before = sorted(place for place in beside if best is None or place < best)
        head, strange = self._first_among(map(self._heads.__getitem__, before), person, lists, least)
        if head is not None:
            return head
        if best is None and works:
            best = self.first_of(person.exclusive, lambda kind: "work" in kind.uses and is_likely(kind), beside)
            if strange is not None and (best is None or self._place[strange] < best):
                return strange
        elif best is None:
            return strange
        return self._heads[best] if best is not None else None

    def _first_among(
        self, heads: Iterable[int], person: Person, lists: frozenset[Hashable], least: float
    ) -> tuple[int | None, int | None]:
        """The first who may be the same, and the first with another address of work."""
        strange: int | None = None
        for head in heads:
            known = self._people[head]
            if (
                not known.contradicts(person)
                and self._lists[head].isdisjoint(lists)
                and ((likely := person.differing(known)) == 1 or likely >= least)
            ):
                if not person.is_strange_to(known):
                    return head, strange
                strange = head if strange is None else strange
        return None, strange


class _Spelt(NamedTuple):
    names: frozenset[str]
    uses: frozenset[str]


class Spelt(Heads[_Spelt]):
    """People whose names are spelled almost alike, each with a number or an address of their own."""

    def __init__(self) -> None:
        super().__init__()
        self._people: dict[int, Person] = {}
        self._at: dict[tuple[str, str], list[int]] = defaultdict(list)  # who has an address, by its use
        self._is_indexed = False

    def put(self, head: int, person: Person) -> None:
        self._people[head] = person
        if self._is_indexed:
            self._index(head)
        elif len(self._people) > FEW:
            self._is_indexed = True
            for each in self._people:
                self._index(each)

    def _index(self, head: int) -> None:
        person = self._people[head]
        self.add(head, person.exclusive, _Spelt(person.names, frozenset(person.addresses)))
        for address in _addresses(person):
            self._at[address].append(head)

    def with_room_for(self, person: Person) -> set[int]:
        """Those of other names who have room for somebody."""
        beside: Iterable[int] = self._people
        found: set[int] = set()
        if self._is_indexed:
            uses = frozenset(person.addresses)
            found.update(
                self.all_of(
                    person.exclusive, lambda kind: kind.uses.isdisjoint(uses) and kind.names.isdisjoint(person.names)
                )
            )
            beside = {head for address in _addresses(person) for head in self._at.get(address, ())}
        for head in beside:
            known = self._people[head]
            if known.names.isdisjoint(person.names) and known.has_room_for(person):
                found.add(head)
        return found


def _changed(person: Person) -> frozenset[str]:
    return frozenset(detector for detector, _ in person.shared if detector in CHANGED) if person.shared else frozenset()


def _values(person: Person) -> Iterable[tuple[str, str, str]]:
    """What two people may have in common."""
    for detector, value in person.shared:
        if detector in CHANGED:
            yield "", detector, value
    for use, address in _addresses(person):
        yield "address", use, address


def _addresses(person: Person) -> Iterator[tuple[str, str]]:
    for use, addresses in person.addresses.items():
        for address in addresses:
            yield use, address

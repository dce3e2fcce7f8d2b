"""What counting asks of somebody, read off once: a store of a million findings asks it for each of its parts, and of most people it is the same.

>>> row = [Mention("a", "us-ssn", "social-security-number", f"s{number}", (), f"r{number}") for number in range(3)]
>>> people = Traits(row)
>>> [(trait.is_anchored, sorted(trait.exclusive), number) for trait, number in people.crowd({0, 1, 2})]
[(True, ['us-ssn'], 3)]
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass

from bailee.people.linking import Links
from bailee.people.mentions import Mention
from bailee.people.persons import Person


@dataclass(frozen=True, slots=True)
class Trait:
    """Of how many sorts somebody is known, and of which; not by what."""

    is_anchored: bool
    is_named: bool
    is_relative: bool
    is_met_alone: bool  # the name stands by itself too, though more is known
    exclusive: frozenset[str]  # detectors of what one person has one of
    strong: frozenset[str]
    shared: tuple[tuple[str, int], ...]  # detectors, each with how many values
    addresses: tuple[tuple[str, int], ...]  # uses of e-mail addresses, each with how many

    @property
    def is_bare_address(self) -> bool:
        return not self.is_named and not self.exclusive and self.strong <= _ADDRESS


Crowd = Collection[tuple[Trait, int]]  # how many of each
_ADDRESS = frozenset({"email-address"})


class Traits(Links):
    """People, each with what counting asks of them."""

    def __init__(self, mentions: Iterable[Mention], letters: Collection[Hashable] = ()) -> None:
        super().__init__(mentions, letters)
        self._traits: list[Trait] = []
        self._trait_of: dict[int, int] = {}  # by person
        known: dict[Trait, int] = {}
        for node in self.roots():
            trait = _trait(self._person[node], node in self._met_alone)
            self._trait_of[node] = known.setdefault(trait, len(known))
        self._traits = list(known)
        self._bare_names = frozenset(filter(self.is_bare_name, self._trait_of))
        self._bare_addresses = frozenset(
            node for node, number in self._trait_of.items() if self._traits[number].is_bare_address
        )

    def crowd(self, people: Iterable[int]) -> Crowd:
        """How many of them are alike."""
        traits = self._traits
        return [(traits[number], often) for number, often in Counter(map(self._trait_of.__getitem__, people)).items()]


def _trait(person: Person, is_met_alone: bool) -> Trait:
    return Trait(
        person.is_anchored,
        bool(person.names),
        person.is_relative,
        is_met_alone,
        frozenset(person.exclusive),
        frozenset(sort for sort, _ in person.strong),
        tuple(sorted(Counter(detector for detector, _ in person.shared).items())),
        tuple(sorted((use, len(printed)) for use, printed in person.addresses.items())),
    )

"""Who may be counted twice: by a number here and by name there, by an address of work and by another one."""

from __future__ import annotations

from collections import Counter

from bailee.counting import count
from bailee.people.missed import Missing
from bailee.people.ranges import Doubts, within
from bailee.people.traits import Crowd

_OFF = 0.2  # a share of some people, how far it may be off for others
_SECOND = 0.2  # of second addresses, how far it may be off at least


class Twice(Missing):
    """People who are told apart, and may be one of the others."""

    @staticmethod
    def _unnamed(crowd: Crowd) -> int:
        """How many, of whom a number is known and no name, may be people who are counted too.

        Those whose name is known and no such number; and one with a number of another sort and no name either.
        """
        numbers: Counter[str] = Counter()
        loose: Counter[frozenset[str]] = Counter()  # by the numbers of which one has one only
        named: Counter[frozenset[str]] = Counter()
        for trait, number in crowd:
            if trait.is_named:
                named[trait.exclusive] += number * (not trait.is_relative)
            elif not trait.addresses:
                loose[trait.exclusive] += number * bool(trait.exclusive)
                if trait.strong:
                    numbers[min(trait.strong)] += number
        several = numbers.total() - max(numbers.values(), default=0)
        meeting = sum(  # who has such a number already is nobody who has another
            min(number, sum(others for sorts, others in named.items() if sorts.isdisjoint(own)))
            for own, number in loose.items()
        )
        return max(several, min(meeting, named.total()))

    def _doubt_unnamed(self, doubts: Doubts, people: set[int], crowd: Crowd, unnamed: int, chance: float) -> None:
        """Who is known by a number only is counted by name too as often as those are whose number has a name.

        `chance`: of people, how many have another value in another place. Whoever has the same is known by it: for each
        who was, so many were not; nobody knows whose it is where several in a home have it.
        """
        both = met = 0
        for trait, number in crowd:
            if trait.is_named and trait.exclusive:
                both, met = both + number, met + number * (bool(trait.addresses) or trait.is_met_alone)
        share = (met + 1) / (both + 2)
        if chance < 1:
            late = sum(1 for node in {self.find(node) for node in self._named_late} if node in people)
            same = sum(1 for node in people if self._is_in_a_home_of(node, people))
            likely = same + late * chance / (1 - chance)
            share *= min(max(likely / unnamed, chance), 1.0)
        variance = unnamed * share * (1 - share) + (_OFF * unnamed) ** 2
        reason = f"{unnamed:,} known by a number only may be counted by name too"
        doubts.known(-share * unnamed, variance, -unnamed, 0, reason)

    def _spelled_alike(self, people: set[int]) -> int:
        """How many, each with a number or an address of their own, may be another whose name is spelled almost so."""
        return sum(1 for node in self._slipped.keys() & people if not people.isdisjoint(self._slipped[node]))

    def _is_in_a_home_of(self, node: int, people: set[int]) -> bool:
        """Whether somebody is known by a number only, and has a phone or an address with others who are named and counted."""
        own = self._person[node]
        if own.names or not own.exclusive:
            return False
        return any(
            other != node and other in people and self._person[other].names and self._person[other].has_room_for(own)
            for value in own.shared
            for other in self._holders.get(value, ())
        )

    @staticmethod
    def _second_addresses(crowd: Crowd) -> int:
        """E-mail addresses without a name that may belong to somebody who is counted by one of the other sort."""
        loose: Counter[str] = Counter()
        lacking: Counter[str] = Counter()  # people without an address of work, without a personal one
        for trait, number in crowd:
            uses = {use for use, _ in trait.addresses}
            if trait.is_bare_address:
                loose.update(dict.fromkeys(uses, number))
            for use in ("work", "personal"):
                lacking[use] += number * (use not in uses and bool(uses))
        # each loose address with somebody who lacks one of that sort, and what is left with one another
        personal = min(loose["personal"], lacking["personal"] - loose["work"])
        work = min(loose["work"], lacking["work"] - loose["personal"])
        return personal + work + min(loose["personal"] - personal, loose["work"] - work)

    def _doubt_seconds(self, doubts: Doubts, people: set[int], crowd: Crowd, second: int, chance: float) -> None:
        addresses = self._bare_addresses
        bare = [node for node in people if node in addresses]
        expected, variance = self._seconds.expected(
            [person.addresses for node in people - set(bare) if (person := self._person[node]).addresses],
            [address for node in bare for each in self._person[node].addresses.values() for address in each],
        )
        expected, variance = within(expected, variance, second, self._with_two(crowd))
        variance = max(variance, (_SECOND * expected) ** 2)
        reason = f"{count(second, 'e-mail address', 'e-mail addresses')} may be a second one of somebody counted"
        doubts.known(-chance * expected, chance * variance, -second, 0, reason)

    @staticmethod
    def _with_two(crowd: Crowd) -> tuple[int, int]:
        """Of the people whose name stands with a personal address: who has one of work too, and all of them."""
        both = personal = 0
        for trait, number in crowd:
            uses = {use for use, _ in trait.addresses}
            if "personal" in uses and not trait.is_bare_address:
                both, personal = both + number * ("work" in uses), personal + number
        return both, personal

"""People of one name put together pair by pair, as the rules say it: what `heads` finds by what they have has to be the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence

from bailee.people import People
from bailee.people.linking import _NO_LIST, _several
from bailee.people.namesakes import USUAL, bearers, parts_of


class PlainPeople(People):
    """The same, each compared with each."""

    def join(self, nodes: Iterable[int], *, same_name: bool = False) -> None:
        heads: list[int] = []
        for node in nodes:
            if not any(self.unite(head, node) for head in heads if not same_name or self._sound_alike(head, node)):
                heads.append(node)

    def _join_names(self) -> None:
        self._lists = lists = self._lists_of()
        roots = self.roots()
        bear = bearers(parts_of(self._person[node] for node in roots)) if self._knows_firsts else {}
        holders: dict[str, list[int]] = defaultdict(list)
        for node in roots:
            for name in () if self._person[node].is_relative else self._person[node].names:
                holders[name].append(node)
        for nodes in sorted(filter(_several, holders.values())):
            heads: list[int] = []
            for node in sorted(nodes, key=lambda node: -len(self._person[node].exclusive)):
                self._join_name(self.find(node), heads, lists, bear)

    def _join_name(
        self,
        node: int,
        heads: list[int],
        lists: dict[int, frozenset[Hashable]],
        bear: dict[tuple[Hashable, Hashable], float],
    ) -> None:
        person = self._person[node]
        if node in heads:
            return
        own = lists.get(node, _NO_LIST)
        parts = parts_of((person,))
        others = USUAL * (bear.get(parts[0], 1.0) - 1) if parts else 0.0
        fitting = [
            head
            for head in heads
            if lists.get(self.find(head), _NO_LIST).isdisjoint(own)
            and ((differing := person.differing(self._person[head])) == 1 or differing >= others)
        ]
        for head in sorted(fitting, key=lambda head: person.is_strange_to(self._person[head])):
            if self.unite(head, node):
                if own:
                    lists[self.find(head)] = lists.get(self.find(head), _NO_LIST) | own
                return
        heads.append(node)

    def _join_spellings(self) -> None:
        of_sign: dict[str, list[int]] = defaultdict(list)
        loose: list[int] = []
        for node in self.roots():
            person = self._person[node]
            if person.is_relative or not person.names:
                continue
            for sign in person.near or person.sounds:
                of_sign[sign].append(node)
            if person.near:
                for sound in person.sounds:
                    of_sign[sound].append(node)
            if not person.strong and not person.exclusive and node not in self._lists:
                loose.append(node)
        for node in sorted(loose, key=lambda node: (not self._person[node].is_initialled, self._size[node])):
            person = self._person[node]
            if self.find(node) != node:
                continue
            fitting = {self.find(other) for sign in person.near or person.sounds for other in of_sign[sign]} - {node}
            fitting = {other for other in fitting if not self._person[other].contradicts(person)}
            if fitting:
                best = max(fitting, key=lambda other: (self._shares(node, other), self._size[other], -other))
                self._slips[best] += 1 + self._slips.pop(node, 0)
                self.unite(best, node)

    def _shares(self, one: int, other: int) -> bool:
        return not self._person[one].shared.isdisjoint(self._person[other].shared)

    def _slips_beside_numbers(self) -> dict[int, tuple[int, ...]]:
        of_sign: dict[str, list[int]] = defaultdict(list)
        for node in self.roots():
            person = self._person[node]
            if person.is_anchored and not person.is_relative:
                for sign in person.near:
                    of_sign[sign].append(node)
        found: dict[int, set[int]] = defaultdict(set)
        for nodes in filter(_several, of_sign.values()):
            heads: list[int] = []
            for node in self._told_apart(nodes):
                others = {head for head in heads if self._is_other_name(head, node)}
                if others:
                    found[node] |= others
                else:
                    heads.append(node)
        return {node: tuple(sorted(heads)) for node, heads in found.items()}

    def _told_apart(self, nodes: Sequence[int]) -> list[int]:
        return sorted(nodes, key=lambda node: (-len(self._person[node].exclusive), node))

    def _is_other_name(self, head: int, node: int) -> bool:
        first, second = self._person[head], self._person[node]
        return first.names.isdisjoint(second.names) and first.has_room_for(second)

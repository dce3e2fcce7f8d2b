"""Nodes that are joined into people: a union-find, of which each root is somebody.

>>> nodes = Nodes()
>>> one, two = (nodes.new(Person(exclusive={"us-ssn": number})) for number in ("s1", "s2"))
>>> bare = nodes.new(Person(names=frozenset({"n"})))
>>> nodes.unite(one, bare), nodes.unite(one, two), nodes.unite(bare, two)  # two numbers are two people
(True, False, False)
>>> nodes.roots() == [one, two] and nodes.find(bare) == one
True
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bailee.people.heads import FEW, Heads
from bailee.people.persons import Person


class Nodes:
    """What is known of each; a node that was joined to another shares what is known with it."""

    def __init__(self) -> None:
        self._parent: list[int] = []
        self._person: list[Person] = []
        self._size: list[int] = []  # groups of mentions that were joined into one
        self._knows_firsts = False  # whether names came with their parts: an earlier version kept less of them

    def new(self, person: Person) -> int:
        node = len(self._parent)
        self._parent.append(node)
        self._person.append(person)
        self._size.append(1)
        if person.firsts:
            self._knows_firsts = True
        return node

    def find(self, node: int) -> int:
        parent = self._parent
        while parent[node] != node:
            parent[node] = node = parent[parent[node]]
        return node

    def unite(self, one: int, other: int) -> bool:
        """Take them for one person, unless numbers of theirs say that they are two."""
        one, other = self.find(one), self.find(other)
        if one == other:
            return True
        if self._person[one].contradicts(self._person[other]):
            return False
        self._parent[other] = one
        self._size[one] += self._size[other]
        self._person[one].absorb(self._person[other])
        self._person[other] = self._person[one]  # what it was is no more; a big store has many of them
        return True

    def roots(self) -> list[int]:
        return [node for node, parent in enumerate(self._parent) if node == parent]

    def join(self, nodes: Sequence[int], *, same_name: bool = False) -> None:
        """Join each with the first one that it does not contradict."""
        if not same_name and len(nodes) > FEW:
            self._join_first(nodes)
            return
        heads: list[int] = []
        for node in nodes:
            if not any(self.unite(head, node) for head in heads if not same_name or self._sound_alike(head, node)):
                heads.append(node)

    def _join_first(self, nodes: Iterable[int]) -> None:
        """Of the ones to join with, each contradicts the others, so that none of them is joined here."""
        heads = Heads[None]()
        for node in nodes:
            node = self.find(node)
            if node in heads:
                continue
            exclusive = self._person[node].exclusive
            if (head := heads.first(exclusive)) is None:
                heads.add(node, exclusive, None)
            else:
                self.unite(head, node)
                heads.change(head, self._person[head].exclusive, None)

    def _sound_alike(self, one: int, other: int) -> bool:
        first, second = self._person[self.find(one)], self._person[self.find(other)]
        if not first.names or not second.names:
            return True
        # the same given name with the same address: married since
        return first.is_spelled_as(second) or not first.firsts.isdisjoint(second.firsts)

    # what is known of somebody

    def is_bare_name(self, person: int) -> bool:
        """Whether nothing but a name is known of somebody."""
        known = self._person[person]
        return bool(known.names) and not known.strong and not known.exclusive and not known.shared

    def is_relative(self, person: int) -> bool:
        """Whether somebody is known only as a relative of others."""
        return self._person[person].is_relative

"""By which of the people who are spelled alike a name alone is meant: the one with a value in common, then the one met most.

Where everybody of a name has the same signs, to look at all of them for each is the square of their number; here the greatest
of each sign is known.

>>> signs = Signs()
>>> for node, size, shared in (0, 1, {("phone-number", "t")}), (1, 5, set()), (2, 1, {("phone-number", "t")}), (3, 2, set()):
...     signs.add(node, size, ("john d",), shared)
>>> signs.best(2, ("john d",)), signs.best(3, ("john d",)), signs.best(3, ("jane d",))
(0, 1, None)
>>> signs.unite(0, 1); signs.best(3, ("john d",))
0
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from heapq import heappop, heappush


class Signs:
    """People, by how their names are spelled, how often they were met and what they share with others."""

    def __init__(self) -> None:
        self._size: dict[int, int] = {}
        self._signs: dict[int, set[str]] = {}
        self._shared: dict[
            int, set[tuple[str, str]]
        ] = {}  # of what others have, too: most values are one person's alone
        self._having: dict[tuple[str, str], set[int]] = defaultdict(set)
        self._greatest: dict[str, list[tuple[int, int]]] = defaultdict(
            list
        )  # heaps; what was greater since stands twice

    def add(self, node: int, size: int, signs: Iterable[str], shared: Iterable[tuple[str, str]]) -> None:
        self._size[node], self._signs[node], self._shared[node] = size, set(signs), set()
        for sign in self._signs[node]:
            heappush(self._greatest[sign], (-size, node))
        for value in shared:
            having = self._having[value]
            having.add(node)
            if len(having) > 1:
                for each in having if len(having) == 2 else (node,):
                    self._shared[each].add(value)

    def best(self, node: int, signs: Collection[str]) -> int | None:
        """Of those who have one of these signs, and are not the one who is asked about. Of two alike, who was met first."""
        sharing = {other for value in self._shared[node] for other in self._having[value]} - {node}
        fitting = [other for other in sharing if not self._signs[other].isdisjoint(signs)]
        if not fitting:
            fitting = [other for sign in signs if (other := self._first(sign, node)) is not None]
        return min(fitting, key=lambda other: (-self._size[other], other), default=None)

    def unite(self, one: int, other: int) -> None:
        """The other is the one, too."""
        size = self._size[one] = self._size[one] + self._size.pop(other)
        self._signs[one] |= self._signs.pop(other)
        for sign in self._signs[one]:
            heappush(self._greatest[sign], (-size, one))
        for value in self._shared.pop(other):
            having = self._having[value]
            having.remove(other)
            having.add(one)
            (self._shared[one].add if len(having) > 1 else self._shared[one].discard)(value)

    def _first(self, sign: str, node: int) -> int | None:
        """The greatest of a sign but one."""
        heap = self._greatest.get(sign, [])
        own: tuple[int, int] | None = None
        found: int | None = None
        while heap:
            less, other = heap[0]
            if other == node:
                own = heappop(heap)
            elif self._size.get(other) != -less:
                heappop(heap)
            else:
                found = other
                break
        if own is not None:
            heappush(heap, (-self._size[node], node))
        return found

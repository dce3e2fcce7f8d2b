"""Ranges: a listing in order, cut into pieces that any worker may take. One function for folders of a share and keys of a bucket.

>>> listed = [((), 1, 10), (("hr",), 3, 900), (("hr", "2024"), 2, 50), (("it",), 4, 70)]
>>> for piece in ranges(listed, items=4): print(piece.after, piece.until, piece.items)
None ('hr',) 4
('hr',) ('hr', '2024') 2
('hr', '2024') None 4
>>> [len(list(ranges([("a.txt", 1, 5), ("b.txt", 1, 5)], items=most))) for most in (1, 2)]
[2, 1]

A range holds what comes after one key, up to and with another: whatever is added between two listings lies in exactly one
of them, and nothing in none. Keys are anything that compares: names of objects as their service orders them, or paths of
folders as tuples, so that a folder comes before all that lies in it (`key_of`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from bailee.errors import CannotRead

ITEMS, BYTES = 20_000, 20 << 30  # of one range: minutes of work, so that little is begun again where a worker dies

Key = tuple[str, ...]  # path of a folder in its place; () is the place itself


class Ordered(Protocol):
    def __lt__(self, other: Any, /) -> bool: ...


K = TypeVar("K", bound=Ordered)


@dataclass(frozen=True, slots=True)
class Range(Generic[K]):
    """What comes after `after`, up to and with `until`; None: from the beginning, to the end."""

    after: K | None
    until: K | None
    items: int = 0  # that were listed in it
    bytes: int = 0

    def holds(self, key: K) -> bool:
        return (self.after is None or self.after < key) and (self.until is None or not self.until < key)


def ranges(listing: Iterable[tuple[K, int, int]], *, items: int = ITEMS, bytes: int = BYTES) -> Iterator[Range[K]]:
    """Cut a listing of (key, items, bytes) so that a range has no more than so much, or one key alone. Together they hold every
    key there is, listed or not. CannotRead where the listing is in no order: then a range would not be what lies between two keys.
    """
    after: K | None = None
    last: K | None = None
    number = size = 0
    for key, more, larger in listing:
        if last is not None and not last < key:
            raise CannotRead("this place does not list in order", hint="scan it without ranges")
        if number and (number + more > items or size + larger > bytes):
            yield Range(after, last, number, size)
            after, number, size = last, 0, 0
        last, number, size = key, number + more, size + larger
    yield Range(after, None, number, size)


def key_of(folder: str) -> Key:
    """Of a folder's path in its place.

    >>> key_of(""), key_of("hr/2024"), key_of("hr") < key_of("hr/2024") < key_of("hr-old")
    ((), ('hr', '2024'), True)
    """
    return tuple(folder.split("/")) if folder else ()


class Part(Protocol):
    """Which folders of a place are somebody's to read."""

    def holds(self, folder: Key) -> bool: ...

    def reaches(self, folder: Key) -> bool:
        """Whether the folder, or one in it, may be held."""
        ...

    @property
    def leaves_linked(self) -> bool:
        """Whether folders with a file of several names are left to another one: each such file is read once, under one name."""
        ...


@dataclass(frozen=True, slots=True)
class FolderRange:
    """Folders of a range.

    >>> part = FolderRange(Range(("hr",), ("it",)))
    >>> part.holds(("hr",)), part.holds(("hr", "2024")), part.reaches(("hr",)), part.reaches(("abc",))
    (False, True, True, False)
    """

    range: Range[Key]
    leaves_linked: bool = True

    def holds(self, folder: Key) -> bool:
        return self.range.holds(folder)

    def reaches(self, folder: Key) -> bool:
        after, until = self.range.after, self.range.until
        return (until is None or folder <= until) and (
            after is None or folder > after or after[: len(folder)] == folder
        )


class FolderSet:
    """Folders by their names.

    >>> part = FolderSet([("hr", "2024")])
    >>> part.holds(("hr",)), part.reaches(("hr",)), part.reaches(("it",))
    (False, True, False)
    """

    leaves_linked = False

    def __init__(self, folders: Iterable[Key]) -> None:
        self._held = frozenset(folders)
        self._above = frozenset(folder[:depth] for folder in self._held for depth in range(len(folder) + 1))

    def holds(self, folder: Key) -> bool:
        return folder in self._held

    def reaches(self, folder: Key) -> bool:
        return folder in self._above

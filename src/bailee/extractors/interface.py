"""What an extractor is: a module of this folder with `READS` and `extract`.

    READS = frozenset({"text/csv"})                     # media types, as `media_type.recognise` names them

    def extract(item: Item, budget: Budget) -> Iterator[Extracted]: ...

It yields `Text` for each place where text hides, `Item` for what lies nested in it, `Media` for what a picture or film
says of itself, and `Unread` for a part that it had to leave. It raises `Unreadable` where nothing of the item can be
read. It runs in a worker with hard limits, so it may fail in any way: whatever else it raises counts as damaged.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from bailee.items import Item, Media
from bailee.text import Text
from bailee.vocabulary import Locator, Reason


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of an item that was not read, and why."""

    locator: Locator
    reason: Reason


Extracted = Text | Item | Media | Unread


class Unreadable(Exception):
    """Nothing of this item could be read."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(slots=True)
class Budget:
    """One budget for a file and all that lies nested in it, so that no nest of bombs multiplies it.

    `take` is called *before* bytes are expanded (or in steps while they are), and raises `Unreadable` when they are more
    than is left. Bytes of output, not of input.
    """

    bytes_left: int = 1 << 30
    members_left: int = 100_000
    depth_left: int = 12

    def take(self, size: int) -> None:
        if size > self.bytes_left:
            raise Unreadable(Reason.TOO_BIG)
        self.bytes_left -= size

    def member(self) -> None:
        if self.members_left <= 0:
            raise Unreadable(Reason.TOO_BIG)
        self.members_left -= 1


class Extractor(Protocol):
    READS: frozenset[str]

    def extract(self, item: Item, budget: Budget) -> Iterator[Extracted]: ...

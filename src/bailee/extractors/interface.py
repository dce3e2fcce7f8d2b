"""What an extractor is: a module of this folder with `READS` and `extract`.

    READS = frozenset({"text/csv"})                     # media types, as `recognition.recognise` names them

    def extract(item: Item, budget: Budget) -> Iterator[Extracted]: ...

It yields `Text` for each place where text hides, `Item` for what lies nested in it, `Media` for what a picture or film
says of itself, `Unread` for a part that it had to leave, and `Deferred` for a picture that another worker reads. It raises `Unreadable` where nothing of the item can be
read. It runs in a worker with hard limits, so it may fail in any way: whatever else it raises counts as damaged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from bailee.items import Item, Media
from bailee.passwords import Passwords
from bailee.text import Text
from bailee.vocabulary import Locator, Reason

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of an item that was not read, and why."""

    locator: Locator
    reason: Reason


@dataclass(frozen=True, slots=True)
class Deferred:
    """A picture that may hold text, put off for the worker that reads pictures."""

    locator: Locator


Extracted = Text | Item | Media | Unread | Deferred


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
    passwords: Passwords = field(default_factory=Passwords)  # to be tried on what is locked

    def take(self, size: int) -> None:
        if size > self.bytes_left:
            raise Unreadable(Reason.TOO_BIG)
        self.bytes_left -= size

    def unlocked(self, attempt: Callable[[str], T | None]) -> T:
        """What an attempt with one of the passwords gives; it says None where that one does not fit.

        Unreadable as encrypted where none fits, as timed out where there was no time to try them all.
        """
        try:
            for word in self.passwords.tries():
                if (opened := attempt(word)) is not None:
                    self.passwords.fitted(word)
                    return opened
        except TimeoutError:
            raise Unreadable(Reason.TIMED_OUT) from None
        raise Unreadable(Reason.ENCRYPTED)

    def member(self) -> None:
        if self.members_left <= 0:
            raise Unreadable(Reason.TOO_BIG)
        self.members_left -= 1


class Extractor(Protocol):
    READS: frozenset[str]

    def extract(self, item: Item, budget: Budget) -> Iterator[Extracted]: ...

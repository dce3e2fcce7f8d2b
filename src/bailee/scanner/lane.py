"""Files whose pictures wait to be read: one worker of its own reads them, while the others go on with what is cheap.

A file is read twice. The first time by any worker, which finds everything but the text in pictures; the second time by the
worker that reads pictures, which looks through those items only that hold some. What both found is one file's. Where the
second fails, what the first found stands, and the pictures are parts that were not read.

>>> from bailee.vocabulary import Locator
>>> page = Locator(("a.pdf", "page 1", "ocr"))
>>> first = Done("application/pdf", "", (), None, (), pictures=(1, 0), deferred=(page,), owners=(Locator(("a.pdf",)),))
>>> [(str(part.locator), part.reason.value) for part in unread(first, Reason.TIMED_OUT).unread]
[('a.pdf / page 1 / ocr', 'timed-out')]
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace

from bailee.findings import Finding
from bailee.items import Item
from bailee.scanner.events import KindFound
from bailee.scanner.pieces import Done
from bailee.vocabulary import Reason

MOST = 1_000  # files that wait; with more the listing waits for them


@dataclass(slots=True)
class Waiting:
    """What waits to be read for its pictures, for whoever shows how far a scan is. One object serves all scans of a run."""

    files: int = 0
    bytes: int = 0
    read: int = 0  # pictures so far
    left: int = 0  # pictures that wait
    seconds: float = 0.0  # that those took which were read

    @property
    def seconds_left(self) -> float:
        """How long those that wait will take; a guess until some were read."""
        return self.left * (self.seconds / self.read if self.read else 4.0)


@dataclass(slots=True)
class Second:
    """A file that is read, or waits to be read, for its pictures."""

    item: Item
    first: Done  # what the first reading came to
    held: list[Finding | KindFound] = field(default_factory=list)  # told before, and to be told anew when all went well
    done: Done | None = None
    started: float = 0.0

    def hear(self, piece: Finding | KindFound) -> bool:
        """Whether it is to be told at once: what stands in a picture. Anything else was told by the first reading, and less
        of it, as long as this one is not through, must not replace that."""
        if isinstance(piece, Finding) and "ocr" in piece.locator.segments:
            return True
        self.held.append(piece)
        return False


class Lane:
    """Files in the order in which they came."""

    def __init__(self, waiting: Waiting | None = None) -> None:
        self.waiting = waiting or Waiting()
        self.current: Second | None = None
        self._queue: deque[Second] = deque()

    def __bool__(self) -> bool:
        return bool(self._queue) or self.current is not None

    def holds(self, item: Item) -> bool:
        """Whether it waits, having just been added."""
        return bool(self._queue) and self._queue[-1].item is item

    @property
    def has_room(self) -> bool:
        return len(self._queue) < MOST

    def add(self, item: Item, first: Done) -> None:
        self._queue.append(Second(item, first))
        self._count(item, first, 1)

    def next(self, now: float) -> Second | None:
        """The next one, which is current from now on; None where none waits or another one is being read."""
        if self.current is None and self._queue:
            self.current = self._queue.popleft()
            self.current.started = now
            return self.current
        return None

    def end(self, failure: Reason | None, now: float) -> tuple[Second, Done]:
        """The current one is through: it, and what both readings came to."""
        second = self.current
        assert second is not None  # noqa: S101 - only the worker that was given it ends
        self.current = None
        self._count(second.item, second.first, -1)
        self.waiting.read += _pictures(second.first)
        self.waiting.seconds += now - second.started
        if second.done is None:
            second.held.clear()
            return second, unread(second.first, failure or Reason.CRASHED)
        return second, _both(second.first, second.done)

    def _count(self, item: Item, first: Done, one: int) -> None:
        self.waiting.files += one
        self.waiting.bytes += one * item.size
        self.waiting.left += one * _pictures(first)


def _pictures(first: Done) -> int:
    return max(first.pictures[0], 1)


def unread(first: Done, reason: Reason) -> Done:
    """A file whose pictures could not be read."""
    from bailee.extractors.interface import Unread

    return replace(
        first, unread=(*first.unread, *(Unread(place, reason) for place in first.deferred)), deferred=(), owners=()
    )


def _both(first: Done, second: Done) -> Done:
    return replace(
        second,
        media=second.media or first.media,
        kinds=tuple(dict.fromkeys((*first.kinds, *second.kinds))),
        names=max(first.names, second.names),
        tools=second.tools or first.tools,
    )

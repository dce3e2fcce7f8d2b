"""Patience with a service: how long to wait before the next try, and when to stop trying.

Waits grow, differ by chance, so that many clients do not come back at once, and are never shorter than what the service
asked for. One wait holds for everybody who talks to the same service.

>>> class Clock(list):
...     def now(self): return sum(self)
>>> slept = Clock()
>>> patience = Patience(slept.append, slept.now, reached=True)
>>> with patience.trying(60) as turn: turn.wait(); turn.wait(asked=7)
>>> slept[0] <= 2 and 7 <= slept[1] <= 9
True
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic, sleep

from bailee.sources.interface import NotFetched
from bailee.vocabulary import Reason

LONGEST = 60.0  # seconds of a wait that nobody asked for
TRIES = 8
AT_FIRST = 3  # tries of a service that never answered: its name may be mistyped, and somebody waits


@dataclass(slots=True)
class Patience:
    """Shared by all who talk to one service."""

    sleep: Callable[[float], object] = sleep
    clock: Callable[[], float] = monotonic
    lost: Reason | None = None  # why nothing more can be had from this service in this scan
    reached: bool = False  # whether it ever answered
    last_heard: float = 0.0  # when it last did, or until when it wants us to wait
    _not_before: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def trying(self, seconds: float) -> Iterator[Turn]:
        """One thing to be had, within so many seconds of waiting. NotFetched at once where the service is lost."""
        yield Turn(self, self.clock() + seconds)

    def lose(self, reason: Reason) -> NotFetched:
        """From now on nobody tries any more."""
        self.lost = self.lost or reason
        return NotFetched(self.lost)

    def heard(self) -> None:
        """The service answered, whatever it said."""
        self.reached = True
        self.last_heard = max(self.last_heard, self.clock())

    def postpone(self, seconds: float) -> None:
        with self._lock:
            self._not_before = max(self._not_before, self.clock() + seconds)
            self.last_heard = max(self.last_heard, self._not_before)

    @property
    def left(self) -> float:
        """Seconds that everybody is asked to wait."""
        with self._lock:
            return max(0.0, self._not_before - self.clock())


@dataclass(slots=True)
class Turn:
    """The tries for one thing."""

    patience: Patience
    until: float
    tries: int = 0

    def begin(self) -> None:
        """Before each try. Waits where the service wants everybody to. NotFetched where it is lost."""
        while True:
            if self.patience.lost is not None:
                raise NotFetched(self.patience.lost)
            left = self.patience.left
            if not left:
                return
            self.until += left  # what the service asks for is no impatience of ours
            self._sleep(left + random.uniform(0, 0.5))  # noqa: S311 - no secret

    def wait(self, asked: float = 0.0) -> None:
        """After a try that may be repeated. `asked`: seconds that the service wants us to wait; all its users wait then."""
        self.tries += 1
        if self.tries >= (TRIES if self.patience.reached else AT_FIRST):
            raise NotFetched(Reason.NOT_CONNECTED)
        if asked > 0:
            self.patience.postpone(asked)
            self.until += asked
        grown = min(LONGEST, 2.0 ** (self.tries - 1))
        self._sleep(max(asked + random.uniform(0, 1), grown * random.uniform(0.5, 1.0)))  # noqa: S311 - no secret

    def _sleep(self, seconds: float) -> None:
        if self.patience.clock() + seconds > self.until:
            raise NotFetched(Reason.NOT_CONNECTED)
        self.patience.sleep(seconds)

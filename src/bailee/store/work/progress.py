"""What a task says of itself while it runs, and hears: how far it is, that it should stop, that a step was done already."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bailee.findings import masked
from bailee.store.work import rows
from bailee.store.work.values import checked
from bailee.vocabulary import Locator

_EVERY = 10.0  # seconds between two points of the rate, at first
_POINTS = 120  # of the rate: where there are more, each two become one
_LEFT_FROM = 30.0  # seconds before a time left is said: the first files tell little about the rest


class Stopped(KeyboardInterrupt):
    """A job is to end now. What it did is kept; `Progress.why` says who wished so."""


@dataclass(slots=True)
class Progress:
    """Kept in memory, and written once a beat by a thread of its own: a task may call it for every file."""

    home: Path
    organisation: int
    job: str
    lease: str
    why: str = ""  # stop (a person), deadline, lost (another worker has the job), worker (it ends)
    paused: bool = False
    done: int = 0
    of: int | None = None
    bytes: int = 0
    bytes_of: int | None = None
    where: str = ""
    counts: dict[str, int] = field(default_factory=dict)  # more that is counted, by idents: not-read.encrypted
    rates: list[int] = field(default_factory=list)  # bytes a second, one after the other
    every: float = _EVERY  # seconds between two of them
    begun: float = field(default_factory=time.monotonic)
    waited: float = 0.0  # seconds of a pause, which say nothing about the rate
    _at: float = field(default_factory=time.monotonic)
    _bytes: int = 0
    _since: float = 0.0  # when a wish was last heard

    def __call__(
        self,
        *,
        done: int | None = None,
        of: int | None = None,
        bytes: int | None = None,
        bytes_of: int | None = None,
        where: str | None = None,
        counts: dict[str, int] | None = None,
    ) -> None:
        """Note how far it is. `where` is said to people: a place's name, never a value; `counts` are idents and numbers that
        `JobState.result` shows meanwhile. Raises Stopped where it is to end."""
        self.check()
        self.done = self.done if done is None else done
        self.of = self.of if of is None else of
        self.bytes = self.bytes if bytes is None else bytes
        self.bytes_of = self.bytes_of if bytes_of is None else bytes_of
        if counts is not None:
            self.counts = checked(counts)
        if where is not None:
            self.where = masked(Locator((where[:200],))).segments[0]

    def check(self) -> None:
        """Raises Stopped where the job is to end."""
        if self.why:
            raise Stopped

    def is_paused(self) -> bool:
        """Whether a person wants it to wait. Raises Stopped where it is to end."""
        self.check()
        return self.paused

    def wish(self, paused: bool) -> None:
        """A person wants it to wait, or to go on: the time between says nothing about how fast it is."""
        now = time.monotonic()
        if self.paused:
            self.waited += now - self._since
        self.paused, self._since = paused, now

    @contextmanager
    def once(self, step: str) -> Iterator[bool]:
        """A transaction for one step of the job: yields False where it was done before, then leave it out.

        What is written inside is there with the note that the step was done, or neither is. Raises Stopped where another
        worker has this job by now.
        """
        with rows.entered(self.home, self.organisation) as alias:
            if not rows.is_ours(alias, self.organisation, self.job, self.lease):
                self.why = "lost"
                raise Stopped
            yield rows.note_step(alias, self.organisation, self.job, step)

    def told(self) -> dict[str, Any]:
        """Columns of the job's row."""
        self._note_rate()
        elapsed = max(time.monotonic() - self.begun - self.waited, 1e-3)
        rate = self.bytes / elapsed
        left: float | None = None
        if elapsed >= _LEFT_FROM and not self.paused:
            if self.bytes_of and rate:
                left = max(self.bytes_of - self.bytes, 0) / rate
            elif self.of and self.done and not self.bytes:
                left = max(self.of - self.done, 0) * elapsed / self.done
        return {
            "beat_at": datetime.now(UTC),
            "done": self.done,
            "of": self.of,
            "bytes": self.bytes,
            "bytes_of": self.bytes_of,
            "rate": round(rate, 1),
            "seconds_left": None if left is None else min(round(left), 10**9),
            "where": self.where,
            "result": {**self.counts, **({"rates": self.rates, "rates-every": self.every} if self.rates else {})},
        }

    def _note_rate(self) -> None:
        seconds = time.monotonic() - self._at
        if seconds < self.every or not self.bytes:
            return
        self.rates = [*self.rates, max(round((self.bytes - self._bytes) / seconds), 0)]
        self._at, self._bytes = time.monotonic(), self.bytes
        if len(self.rates) > _POINTS:
            pairs = zip(self.rates[::2], self.rates[1::2], strict=False)
            self.rates, self.every = [(first + second) // 2 for first, second in pairs], self.every * 2

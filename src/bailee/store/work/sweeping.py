"""Nothing is lost: jobs whose worker died wait again.

Dead is a worker whose process is gone from this machine, or whose beat did not change while this sweeper looked on for
long enough. Only its own steady clock counts: one that was moved back, or another machine's, says nothing.
"""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bailee.errors import Error
from bailee.store import database
from bailee.store.work import rows
from bailee.store.work.leases import is_dead
from bailee.store.work.values import Timing

_TOLD = 2.0  # seconds in which a worker that lives tells the queue what it told a job's row


@dataclass(slots=True)
class Sweeper:
    home: Path
    timing: Timing
    seen: dict[str, tuple[str, datetime | None, float]] = field(default_factory=dict)  # job: lease, beat, since when
    places: dict[str, float] = field(default_factory=dict)  # in the queue, that nobody works on: since when
    _looked_at: set[str] = field(default_factory=set)

    def sweep(self) -> int:
        """Let lost jobs wait again; how many. While the database is away nobody can beat, so what was seen counts no more."""
        try:
            swept = self._sweep()
        except Error:
            self.seen.clear()
            self.places.clear()
            with suppress(Error):
                database.disconnect(self.home)
            return 0
        return swept

    def _sweep(self) -> int:
        from bailee.store.models import Job

        swept = 0
        with rows.entered_all(self.home) as alias:
            running = Job.objects.using(alias).filter(state="running")
            told = list(running.values_list("organisation_id", "ident", "lease", "beat_at"))
        self.seen = {ident: self.seen[ident] for _, ident, _, _ in told if ident in self.seen}
        for organisation, ident, lease, beat in told:
            if self._is_lost(ident, lease, beat):
                swept += rows.release(self.home, organisation, ident, lease, cause="WorkerDied")
                self.seen.pop(ident, None)
        if database.engine(self.home).needs_transactions:
            from bailee.store.work import postgres

            self._looked_at = set()
            swept += postgres.requeue(self.home, self._is_long)
            self.places = {place: since for place, since in self.places.items() if place in self._looked_at}
        return swept

    def _is_long(self, place: str) -> bool:
        self._looked_at.add(place)
        return time.monotonic() - self.places.setdefault(place, time.monotonic()) > max(_TOLD, 2 * self.timing.beat)

    def _is_lost(self, ident: str, lease: str, beat: datetime | None) -> bool:
        if is_dead(lease):
            return True
        before = self.seen.get(ident)
        if before is None or before[:2] != (lease, beat):
            self.seen[ident] = (lease, beat, time.monotonic())
            return False
        return time.monotonic() - before[2] > self.timing.stale

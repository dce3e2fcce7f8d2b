"""How work in the background stands in the whole store: numbers, for whoever watches it."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bailee.store.rows.base import now
from bailee.store.rows.scanning_now import scanning_now
from bailee.store.work import rows

SEEN = "worker.seen"  # in the home folder: its time is when a worker was last heard


@dataclass(frozen=True, slots=True)
class Figures:
    waiting: int  # and may begin
    running: int
    failed: int  # within a day
    oldest: float  # seconds that the oldest waits that may begin
    scans: int  # that run: one that was killed does not
    worker_seen: float  # seconds since a worker of this home was heard; -1: never


def figures(home: Path) -> Figures:
    """CannotRead where the database does not answer."""
    from django.db.models import Q

    from bailee.store.models import Job, Scan

    moment = now()
    with rows.entered_all(home) as alias:
        jobs = Job.objects.using(alias)
        waiting = jobs.filter(Q(run_at=None) | Q(run_at__lte=moment), state="waiting")
        begun = [at or made for made, at in waiting.order_by("created_at").values_list("created_at", "run_at")[:1000]]
        running = set(Scan.objects.using(alias).filter(state="running").values_list("organisation_id", flat=True))
        return Figures(
            waiting=waiting.count(),
            running=jobs.filter(state="running").count(),
            failed=jobs.filter(state="failed", ended_at__gte=moment - timedelta(days=1)).count(),
            oldest=(moment - min(begun)).total_seconds() if begun else 0.0,
            scans=len(scanning_now(home, alias, running)) if running else 0,
            worker_seen=worker_seen(home),
        )


def note_worker(home: Path) -> None:
    """A worker of this home is here."""
    with suppress(OSError):
        file = home / SEEN
        descriptor = os.open(file, os.O_CREAT | os.O_WRONLY, 0o600)
        os.close(descriptor)
        os.utime(file)


def worker_seen(home: Path) -> float:
    """Seconds since a worker of this home was heard; -1 where none ever was."""
    try:
        return max(time.time() - (home / SEEN).stat().st_mtime, 0.0)
    except OSError:
        return -1.0

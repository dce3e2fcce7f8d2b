"""A worker is there, and work does not pile up."""

from __future__ import annotations

from collections.abc import Iterator

from bailee.operations.checks.told import Around, State, Told, Who, ok
from bailee.store import database, inspection
from bailee.store.work.figures import figures

RANK = 7
_SILENT, _LONG = 120.0, 3600.0  # seconds


def check(around: Around) -> Iterator[Told]:
    if not inspection.is_current(around.home):
        return  # nothing is asked of a store that the next command has to bring up to date
    now = figures(around.home)
    seen = now.worker_seen
    if database.engine(around.home).needs_transactions:
        elsewhere = inspection.worker_elsewhere(around.home)
        seen = min((each for each in (seen, elsewhere) if each >= 0), default=-1.0)
    is_there = 0 <= seen < _SILENT
    if not is_there:
        state = State.CRITICAL if now.waiting else State.WARNING
        said = "no worker was ever here" if seen < 0 else f"no worker was heard for {seen / 60:.0f} minutes"
        waiting = f"; {now.waiting} pieces of work wait" if now.waiting else ""
        yield Told(state, said + waiting, "start `bailee serve`, which brings one, or `bailee worker`")
    elif now.waiting and now.oldest > _LONG:
        yield Told(
            State.WARNING,
            f"{now.waiting} pieces of work wait, the oldest for {now.oldest / 3600:.0f} h",
            "add a worker: bailee worker --jobs 2",
        )
    else:
        yield ok(f"a worker is there; {now.waiting} pieces of work wait, {now.running} are being done")
    if now.failed:
        yield Told(
            State.WARNING,
            f"{now.failed} pieces of work failed within a day",
            "the page of scans says why, and starts them again",
            Who.OWNER,
        )

"""Scan places that somebody asked for, by the same path as `bailee scan`; begun again, it reads what is left.

One that waits (paused by a person, outside its hours, on a low battery) keeps its worker for a few minutes, in which it goes
on at once; then it lets go, so that others' work is done meanwhile, and looks again now and then.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bailee.errors import InvalidInput
from bailee.findings import Finding
from bailee.operations.scan_by_ranges import divide
from bailee.operations.scan_options import PAUSED, ScanOptions, Surroundings
from bailee.operations.scan_store import ScanRuns, scan_store
from bailee.operations.show_status import make_anew
from bailee.operations.time_zones import time_in
from bailee.scanner import FolderUnchanged, ItemPartly, ItemRead, KindFound, Pacer, Skipped, StoreEvent
from bailee.scanner.events import FirstTold
from bailee.store.jobs import Later, Progress, Stopped
from bailee.store.rows.places import Place
from bailee.store.workspace import Workspace
from bailee.vocabulary import Confidence

ARGUMENTS = ("request",)
ATTEMPTS = 40  # a machine that is switched off each evening ends a long scan each evening
WAIT = 30.0
_BEHIND = 20.0  # seconds until one that found another scan running, or may not begin yet, looks again
_HELD = 180.0  # seconds that a scan which waits keeps its worker


def handle(
    workspace: Workspace, arguments: Mapping[str, Any], progress: Progress, around: Surroundings
) -> dict[str, Any] | None:
    request = workspace.scan_request(arguments["request"])
    options = ScanOptions.of(request.told)
    places = [place for place in workspace.places() if place.ident in request.places]
    if not places:
        raise InvalidInput("none of these places is known any more", hint="add the place again, then start the scan")
    for place in places:
        if place.path is not None and not place.path.exists():
            raise InvalidInput(
                f"the place {place.name} is not there",
                hint="mount it or switch its machine on, or leave it out; then start the scan again",
            )

    if options.ranges:
        return divide(workspace, request, options, places, progress, around)

    def is_paused() -> bool:
        return progress.is_paused() or (around.home / PAUSED).exists()

    pacer = Pacer(around.pace(options), paused=is_paused, time_of_day=lambda: time_in(options.zone))
    if not pacer.may_begin():
        raise Later(_BEHIND)  # before anything is begun: a look takes milliseconds
    watch = Watch(progress, places, workspace)
    pacer.say, pacer.paused = watch.hear_pause, lambda: watch.keeps_worker() and is_paused()
    try:
        done = scan_store(
            workspace,
            [place.where for place in places],
            progress=watch.see,
            limits=around.limits(options),
            jobs=around.jobs(options),
            with_masks=bool(around.number("show_masks")),
            definitions=around.definitions(),
            keyring=around.lent_to(workspace.organisation),
            rows=options.rows,
            spool=around.spool,
            said=options.said(),
            conduct=around.conduct(options, pacer),
            full_days=around.number("scan_full_days"),
            request=request.number,
            why_stopped=lambda: "paused" if watch.lets_go else _CAUSES.get(progress.why, "worker-ended"),
        )
    except ScanRuns:
        raise Later(_BEHIND) from None
    if done.state == "stopped":
        raise Later(_BEHIND) if watch.lets_go else Stopped
    watch.say()
    make_anew(workspace)
    counts = done.counts
    names = ("read", "partly", "skipped", "unchanged", "bytes", "new", "changed", "gone")
    return {"scan": done.ident, **{name: getattr(counts, name) for name in names}}


_CAUSES = {"stop": "by-a-person", "deadline": "took-too-long", "lost": "taken-over"}
_SAID_EVERY = 0.5  # seconds: events come by the thousand
_LOOK_AGAIN = 5.0  # seconds of counting before the scan goes on without a total


class Watch:
    """Counts a scan's events for whoever looks at its page."""

    def __init__(self, progress: Progress, places: Sequence[Place], workspace: Workspace) -> None:
        self.progress = progress
        self.files = self.bytes = 0
        self.counts: Counter[str] = Counter()
        self.first = FirstTold()
        self.next = 0.0
        self.held_since: float | None = None  # no file was begun since then
        self.lets_go = False
        self.names = [place.name for place in places]
        self.where = self.names[0] if len(places) == 1 else f"{len(places)} places"
        of, bytes_of = known_size(workspace, self.names) or counted([place.path for place in places]) or (None, None)
        progress(done=0, of=of, bytes=0, bytes_of=bytes_of, where=self.where)

    def see(self, event: StoreEvent) -> None:
        if isinstance(event, ItemRead | ItemPartly | Skipped):
            self.first.end(event.locator)
        if isinstance(event, ItemRead | ItemPartly):
            self.files, self.bytes = self.files + 1, self.bytes + event.facts.size
            self.counts["unchanged"] += event.unchanged
            if isinstance(event, ItemPartly):
                self._left("partly", event.reason.value, event.facts.size)
        elif isinstance(event, FolderUnchanged):
            self.files += event.read + event.partly + event.skipped
            self.bytes += event.bytes
            self.counts["unchanged"] += event.read + event.partly
            self.counts["partly"] += event.partly
            self.counts["not-read"] += event.skipped
        elif isinstance(event, Skipped):
            self.files, self.bytes = self.files + 1, self.bytes + max(event.size, 0)
            self._left("not-read", event.reason.value, event.size)
        elif (
            isinstance(event, Finding | KindFound)
            and event.confidence > Confidence.POSSIBLE
            and self.first.is_new(event)
        ):
            self.counts[f"found.{event.category}"] += 1
        if time.monotonic() < self.next:
            self.progress.check()
            return
        self.next = time.monotonic() + _SAID_EVERY
        self.say()

    def say(self) -> None:
        """Tell how far it is: `unchanged`, `partly` and `not-read` files, the latter by cause and bytes, `found.CATEGORY`."""
        counts = {name: number for name, number in self.counts.items() if number}
        self.progress(done=self.files, bytes=self.bytes, counts=counts)

    def _left(self, what: str, reason: str, size: int) -> None:
        self.counts[what] += 1
        self.counts[f"{what}.{reason}"] += 1
        self.counts[f"{what}-bytes.{reason}"] += max(size, 0)

    def keeps_worker(self) -> bool:
        """True; raises Stopped where it has waited long enough for others to have this worker."""
        if self.held_since is not None and time.monotonic() - self.held_since > _HELD:
            self.lets_go = True
            raise Stopped
        return True

    def hear_pause(self, words: str) -> None:
        self.held_since = None if words == "going on" else time.monotonic()
        self.progress(where=self.where if words == "going on" else f"{self.where}, {words}")


def known_size(workspace: Workspace, names: Sequence[str]) -> tuple[int, int] | None:
    """Files and bytes of the last scan that came to its end over the same places: nobody counts twice."""
    for scan in reversed(workspace.scans()):
        if scan.state == "finished" and set(scan.places) == set(names):
            counts = scan.counts
            return sum(counts.get(name, 0) for name in ("read", "partly", "skipped")), counts.get("bytes", 0)
    return None


def counted(paths: Sequence[Path | None], seconds: float = _LOOK_AGAIN) -> tuple[int, int] | None:
    """Files and bytes that lie there; None where that is behind an address, or takes longer than it is worth."""
    until = time.monotonic() + seconds
    files = size = 0
    stack = [path for path in paths if path is not None]
    if len(stack) < len(paths):
        return None
    while stack:
        if time.monotonic() > until:
            return None
        here = stack.pop()
        try:
            if here.is_file():
                files, size = files + 1, size + here.stat().st_size
                continue
            with os.scandir(here) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        stack.append(Path(entry.path))
                    elif entry.is_file(follow_symlinks=False):
                        files, size = files + 1, size + entry.stat(follow_symlinks=False).st_size
        except OSError:
            continue
    return files, size

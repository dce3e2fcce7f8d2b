"""Read one range of a scan that several workers read (operations.scan_by_ranges); begun again, it reads what is left of it.

Before each file it is asked now and then whether the scan is still wanted; a batch of a worker that lost the range meanwhile,
or whose scan has ended, is refused.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable, Mapping
from contextlib import closing
from typing import Any

from bailee.errors import CannotRead, InvalidInput
from bailee.findings import names_hold
from bailee.operations.follow_policy import follow
from bailee.operations.scan_by_ranges import BEHIND, stop_divided
from bailee.operations.scan_options import PAUSED, ScanOptions, Surroundings
from bailee.operations.scan_store import keys_of, reader, uninterrupted
from bailee.operations.time_zones import time_in
from bailee.scanner import Pacer, Scanner, StoreEvent, equipment
from bailee.store.bulk import batches
from bailee.store.jobs import Later, Progress, Stopped
from bailee.store.range_writer import RangeWriter
from bailee.store.rows.places import Place
from bailee.store.rows.scan_ranges import ScanRange
from bailee.store.work import rows
from bailee.store.workspace import Workspace

ARGUMENTS = ("range",)
ATTEMPTS = 40
WAIT = 5.0
_ASKED_EVERY = 2.0  # seconds between two looks whether the scan is wanted
_HELD = 180.0  # seconds that a range which waits for its hours keeps its worker


def handle(
    workspace: Workspace, arguments: Mapping[str, Any], progress: Progress, around: Surroundings
) -> dict[str, Any] | None:
    piece = workspace.scan_range(int(arguments["range"]))
    if piece.left is not None:
        return None
    wish = workspace.wish_of(piece.ends)
    if wish is None:
        stop_divided(workspace, piece.scan)
        return None
    if wish == "pause" or (around.home / PAUSED).exists():
        raise Later(BEHIND)
    place = next((each for each in workspace.places() if each.ident == piece.place), None)
    if place is None or place.path is None:
        raise InvalidInput("this place is not known any more", hint="add the place again, then start the scan")
    if not place.path.is_dir():
        raise CannotRead(f"the place {place.name} is not there", hint="mount it on every machine that has a worker")
    return _read(workspace, piece, place, progress, around)


def _read(
    workspace: Workspace, piece: ScanRange, place: Place, progress: Progress, around: Surroundings
) -> dict[str, Any]:
    options = ScanOptions.of(workspace.scan_request(workspace.request_of(piece.scan)).told)
    watch = _Watch(workspace, piece, place, progress)
    pacer = Pacer(around.pace(options), paused=watch.is_paused, time_of_day=lambda: time_in(options.zone))
    pacer.say = watch.hear_pause
    conduct = around.conduct(options, pacer)
    followed, limits = follow(workspace, [place.where], conduct, around.limits(options))
    limits = limits or around.limits(options)
    if not pacer.may_begin():
        raise Later(BEHIND)
    conduct.exclusions = followed.exclusions(place.where)
    keys = keys_of(workspace, with_masks=bool(around.number("show_masks")), definitions=around.definitions())

    def hold() -> None:
        is_ours = rows.is_ours(workspace.alias, workspace.organisation_id, progress.job, progress.lease)
        if not is_ours or not workspace.holds_scan(piece.scan):
            progress.why = progress.why or ("stop" if is_ours else "lost")
            raise Stopped

    names, ocr = equipment.names(limits.names), equipment.pictures(limits.ocr)
    mark = reader(with_masks=keys.with_masks, own=keys.own.digest, names=names, ocr=ocr)
    with names_hold(keys.own):
        writer = RangeWriter(workspace, piece, place, mark, hold=hold, look_again=conduct.is_full)
        writer.counted.names, writer.counted.ocr = names, ocr
        writer.by_folder()
        watch.writer = writer
        scanner = Scanner(
            place.where, keys, writer.known, limits, around.jobs(options) or 1, conduct=conduct, folders=writer.listed,
            part=piece.part,
        )  # fmt: skip
        try:
            with closing(watch.seen(scanner.events())) as stream:
                for batch in batches(stream):
                    with uninterrupted():
                        writer.save(batch)
        except KeyboardInterrupt:
            if watch.lets_go:
                raise Later(BEHIND) from None
            raise
        files = scanner.files
        assert files is not None and writer.folders is not None  # noqa: S101 - a folder is scanned
        if piece.items and not writer.folders.met and not writer.unlisted and not files.left:
            raise CannotRead(
                f"nothing of what was listed in {place.name} is there",
                hint="mount it on every machine that has a worker",
            )
        with uninterrupted():
            writer.end(files.left, conduct.told())
    watch.say()
    return {"range": piece.number, "read": writer.so_far.read, "bytes": writer.so_far.bytes}


class _Watch:
    """Asks whether the range is wanted, and says how far it is."""

    def __init__(self, workspace: Workspace, piece: ScanRange, place: Place, progress: Progress) -> None:
        self.workspace, self.piece, self.progress = workspace, piece, progress
        self.writer: RangeWriter | None = None
        self.lets_go = False
        self.next = 0.0
        self.held_since: float | None = None
        progress(done=0, of=piece.items or None, bytes=0, bytes_of=piece.bytes or None, where=place.name)

    def seen(self, events: Iterable[StoreEvent]) -> Generator[StoreEvent, None, None]:
        source = iter(events)
        try:
            for event in source:
                self.look()
                yield event
        finally:
            close = getattr(source, "close", None)
            if close is not None:
                close()

    def look(self) -> None:
        """Raises Stopped where the scan is wanted no more, or a person has it wait: then another work has this worker."""
        if time.monotonic() < self.next:
            self.progress.check()
            return
        self.next = time.monotonic() + _ASKED_EVERY
        self.say()
        wish = self.workspace.wish_of(self.piece.ends)
        if wish is None or wish == "stop":
            self.progress.why = self.progress.why or "stop"
            raise Stopped
        if wish == "pause":
            self.lets_go = True
            raise Stopped

    def say(self) -> None:
        if self.writer is not None:
            counts = self.writer.so_far
            self.progress(done=counts.read + counts.partly + counts.skipped, bytes=counts.bytes)

    def is_paused(self) -> bool:
        """Asked while nothing is begun, too: lets go where it waits for long."""
        if self.held_since is not None:
            self.look()
            if time.monotonic() - self.held_since > _HELD:
                self.lets_go = True
                raise Stopped
        return self.progress.is_paused() or (self.progress.home / PAUSED).exists()

    def hear_pause(self, words: str) -> None:
        self.held_since = None if words == "going on" else time.monotonic()

"""One place of a scan: where its events come from, and what its listing came to for the next scan.

A source that can name what changed since its last listing is asked for that, as long as all that is there was read by this
bailee, and the last whole listing is not too long ago. What it hands over for the next time is kept only when nothing was
left for a reason that may pass: else the next listing of changes would not name it again.
"""

from __future__ import annotations

from collections.abc import Collection, Generator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bailee.protection.exposure import SystemProbe
from bailee.protection.surroundings import look_around
from bailee.scanner import Conduct, Limits, ScanKeys, Scanner, Skipped, StoreEvent
from bailee.scanner.lane import Waiting
from bailee.sources import connect
from bailee.sources.addresses import Address
from bailee.sources.credentials import Keyring
from bailee.sources.interface import Asked, Note, Source
from bailee.store.bulk import PlaceWriter
from bailee.store.rows.base import now, today
from bailee.store.rows.places import Place, PlaceState
from bailee.store.workspace import Workspace
from bailee.vocabulary import Reason

WHOLE_AFTER = timedelta(days=30)  # lists of changes are trusted so long
PASSING = frozenset(
    {
        Reason.NOT_CONNECTED,
        Reason.NO_PERMISSION,
        Reason.VANISHED,
        Reason.TIMED_OUT,
        Reason.OUT_OF_MEMORY,
        Reason.CRASHED,
        Reason.IN_USE,
        Reason.DISK_ERROR,
    }
)
FETCHING = frozenset({Reason.NOT_CONNECTED, Reason.NO_PERMISSION, Reason.VANISHED})


@dataclass(slots=True)
class Visit:
    """Call `events`, save them with the writer, then `finish`."""

    workspace: Workspace
    place: Place
    writer: PlaceWriter
    spool: Path
    keyring: Keyring = field(default_factory=Keyring, repr=False)
    rows: str = "sampled"  # of database tables
    source: Source | None = None
    before: PlaceState = field(default_factory=PlaceState)
    scanner: Scanner | None = None
    is_complete: bool = True  # nothing was left for a reason that may pass
    notes: tuple[Note, ...] = ()

    def events(
        self,
        keys: ScanKeys,
        limits: Limits | None,
        jobs: int,
        waiting: Waiting | None = None,
        conduct: Conduct | None = None,
    ) -> Generator[StoreEvent, None, None]:
        where = self.place.where
        if isinstance(where, Address):
            if conduct is None or not conduct.is_full:
                self.before = self._trusted(self.workspace.place_state(self.place))
            self.source = connect(where, self.keyring, Asked(self.before.source, self.rows))
        elif where.is_dir():
            self.writer.by_folder(with_passwords=bool(keys.passwords))
        self.scanner = Scanner(
            where,
            keys,
            self.writer.known,
            limits,
            jobs,
            source=self.source,
            spool=self.spool,
            waiting=waiting,
            conduct=conduct,
            folders=self.writer.listed,
        )
        for event in self.scanner.events():
            if isinstance(event, Skipped) and event.reason in PASSING and not self._is_asked_again(event.reason):
                self.is_complete = False
            yield event

    def _is_asked_again(self, reason: Reason) -> bool:
        """Whether the source itself keeps in mind what it could not list or fetch: a locked folder is no reason to list all others."""
        return reason in FETCHING and getattr(self.source, "asks_again", False)

    def _trusted(self, state: PlaceState) -> PlaceState:
        """The state of the last listing, or none where everything has to be listed anew."""
        stale = state.listed_at is None or not timedelta(0) <= now() - state.listed_at < WHOLE_AFTER
        return PlaceState() if stale or not self.writer.is_all_read_by_us else state

    def finish(self) -> None:
        """After the last event: what was not met is gone, and what the source hands over is kept, both or neither."""
        source, scanner = self.source, self.scanner
        if source is None or scanner is None:
            self.writer.finish()
            look_at_surroundings(self.workspace, self.place, self.writer.devices)
            return
        self.notes = source.notes()
        with self.workspace.transaction():
            self.writer.finish(only_changes=source.only_changes, gone=scanner.gone)
            if self.is_complete:
                listed_at: datetime | None = self.before.listed_at if source.only_changes else now()
                self.workspace.save_place_state(self.place, PlaceState(source.state(), listed_at))


def look_at_surroundings(workspace: Workspace, place: Place, devices: Collection[str]) -> None:
    """Who can come to the files of a place, and what holds of its disks: it is known of a place that is not connected, too."""
    if place.path is None:
        return
    seen = look_around(place.path, {int(each) for each in devices if each}, SystemProbe(), today())
    if seen is not None:
        workspace.save_surroundings(place, seen)
        workspace.note_disk(place.ident, seen.is_all_encrypted)

"""Events of one range of a scan into rows, while other workers write the ranges beside it; and what ends the whole.

A worker may die between any two batches, and another one goes on: what was counted stands in the transaction of what it
counts, and a worker that was given up and lives on is refused by the next one that it begins (`hold`). What a place lost is
known only when all of it was walked through: each range leaves what it missed, and `EndWriter` settles it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import asdict, fields
from typing import Any

from bailee.findings import Finding
from bailee.scanner.events import FolderUnchanged, ItemPartly, ItemRead, Skipped, StoreEvent
from bailee.store.bulk import PlaceWriter
from bailee.store.place_rows import COLUMNS, Counts, FileRow
from bailee.store.rights import ident_of
from bailee.store.rows.base import Door
from bailee.store.rows.places import Place
from bailee.store.rows.scan_ranges import ScanRange, ScanRanges
from bailee.store.rows.scans import portions

_TOLD_ALREADY = """
SELECT outcome, COUNT(*), SUM(size) FROM scanned_file
WHERE organisation_id = %s AND place_id = %s AND folder = %s AND last_scan_id = %s AND outcome <> 'reading' GROUP BY outcome
"""


class RangeWriter(PlaceWriter):
    """Saves the events of one range."""

    def __init__(
        self,
        door: Door,
        piece: ScanRange,
        place: Place,
        reader: str,
        *,
        hold: Callable[[], None],
        look_again: bool = False,
    ) -> None:
        """`hold` raises in a transaction of a worker that has this range no more."""
        self.counted = Counts(**piece.counts)  # by this attempt and those before, of what was opened
        super().__init__(door, piece.scan, place, self.counted, reader, look_again=look_again)
        self.piece = piece
        self.hold = hold
        self.resumes = bool(piece.counts)
        self.standing = Counts()  # of files that were as they were: counted anew by each attempt

    @property
    def _ranges(self) -> ScanRanges:
        assert isinstance(self.door, ScanRanges)  # noqa: S101 - whoever lays out ranges keeps them
        return self.door

    @property
    def so_far(self) -> Counts:
        return added([self.counted, self.standing])

    def save(self, events: Iterable[StoreEvent]) -> None:
        batch = list(events)
        self._share(batch)
        with self.door.transaction():
            self.hold()
            if not self.door._engine.needs_transactions:
                self._load_numbers()  # others wrote since; from here to the end of this transaction nobody does
            self._save(batch)
            self._ranges.keep_range(self.piece.ident, asdict(self.counted))

    def end(self, left_folders: Iterable[str], conduct: Mapping[str, Any]) -> None:
        """After the last event. `left_folders`: those that this range leaves, for they hold files of several names."""
        kept = self._close(list(self.folders.open.values())) if self.folders is not None else []
        left = {
            "lost": [file.row for file in self.lost if file.row not in self.unread],
            "unread": sorted(self.unread),
            "unlisted": sorted(self.unlisted),
            "doubtful": sorted(self.doubtful),
            "devices": sorted(self.devices),
            "linked": sorted(left_folders),
        }
        with self.door.transaction():
            self.hold()
            with self._cursor() as cursor:
                if self.folders is not None:
                    self.folders.end(cursor, kept)
            self._ranges.end_range(self.piece.ident, asdict(self.so_far), left, conduct)

    def _share(self, batch: Iterable[StoreEvent]) -> None:
        """Rows that ranges share (rights, words of cues), made before the batch and each in the same order: else two workers
        that need the same two would wait for each other."""
        rights = {_sorted_by(facts): facts for event in batch if (facts := getattr(event, "facts", None)) is not None}
        seen = self.folders.seen if self.folders is not None else []
        folders = {_sorted_by(each): each for _, each in seen}
        says = {says for event in batch if isinstance(event, Finding) for _, says, _ in event.cues}
        new = sorted(says - self.cue_numbers.keys())
        with self.door.transaction():
            for _, each in sorted({**rights, **folders}.items()):
                self.rights.number(each)
            with self._cursor() as cursor:
                for each in new:
                    self._cue(cursor, each)

    def _count(self, event: ItemRead | ItemPartly | Skipped, file: FileRow) -> None:
        is_standing = not isinstance(event, Skipped) and event.unchanged
        if self.resumes and file.last_scan == self.scan and file.outcome in ("read", "partly", "skipped"):
            if is_standing:
                return  # an earlier attempt counted it
            _less(self.counted, {file.outcome: (1, file.size)})
        self.counts = self.standing if is_standing else self.counted
        super()._count(event, file)
        self.counts = self.counted

    def _count_folder(self, event: FolderUnchanged) -> None:
        self.counts = self.standing
        super()._count_folder(event)
        self.counts = self.counted
        if self.resumes:
            path = "" if event.locator.item == "." else event.locator.item
            with self._cursor() as cursor:
                cursor.execute(_TOLD_ALREADY, (*self._here, self._folder_print(path), self.scan))
                told = {outcome: (number, size) for outcome, number, size in cursor.fetchall()}
            _less(self.standing, told)
            self.standing.unchanged -= sum(number for outcome, (number, _) in told.items() if outcome != "skipped")


class EndWriter(PlaceWriter):
    """Settles what a place lost, after all its ranges have ended."""

    def settle(self, lefts: Iterable[Mapping[str, Any]], there: Collection[str], shut: Collection[str]) -> None:
        """`lefts`: what each range left; `there` and `shut`: folders that can be listed now, and those that cannot."""
        self.by_folder()
        lost: list[int] = []
        for left in lefts:
            lost += left["lost"]
            self.unread |= set(left["unread"])
            self.unlisted |= set(left["unlisted"])
            self.doubtful |= set(left["doubtful"])
            self.devices |= set(left["devices"])
        self.unlisted |= set(shut)
        with self.door._reading(), self._cursor() as cursor:
            for few in portions(lost, 500):
                marks = ", ".join(["%s"] * len(few))
                cursor.execute(f"SELECT {COLUMNS} AND gone_at IS NULL AND id IN ({marks})", (*self._here, *few))
                self.lost += [FileRow(*columns) for _, *columns in cursor.fetchall()]
        if self.folders is not None:
            self.folders.met |= {self._folder_print(folder) for folder in there}
        self.finish()


def added(counts: Iterable[Counts]) -> Counts:
    """Of several ranges together.

    >>> added([Counts(read=2, names="off"), Counts(read=1, new=4)]).read
    3
    """
    total = Counts()
    for each in counts:
        for name in (field.name for field in fields(Counts)):
            value = getattr(each, name)
            setattr(
                total, name, getattr(total, name) + value if isinstance(value, int) else value or getattr(total, name)
            )
    return total


def _less(counts: Counts, told: Mapping[str, tuple[int, int]]) -> None:
    """Take back what an earlier attempt counted: files and bytes by outcome."""
    for outcome, (number, size) in told.items():
        setattr(counts, outcome, getattr(counts, outcome) - number)
        if outcome != "skipped":
            counts.bytes -= size


def _sorted_by(rights: Any) -> str:
    return ident_of(rights.mode, rights.owner, rights.group, rights.acl)

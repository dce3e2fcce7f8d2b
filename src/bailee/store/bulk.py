"""A scan's events into rows, fast: prepared statements by the thousand, one transaction a batch.

Measured on two busy cores: the ORM saves some 20,000 rows a second, `executemany` over 100,000. What a batch holds is
whole: a file's row says `read` only in the transaction that also holds its findings, so a process killed between two
batches leaves files that the next scan reads again, and never one that it wrongly takes for known.

Row numbers are known before their rows are written: findings of a file point to it in the same batch.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from time import monotonic
from typing import Any

from bailee.findings import Finding, masked
from bailee.inventory import data_store
from bailee.items import ItemFacts
from bailee.scanner.events import FolderUnchanged, ItemPartly, ItemRead, KindFound, SeriesTold, Skipped, StoreEvent
from bailee.store.arrivals import arrived
from bailee.store.found_rows import FoundRows
from bailee.store.gone_rows import GoneRows
from bailee.store.place_rows import CHANGE, COLUMNS, FileRow, folder_of, moment, told
from bailee.store.rows.base import now
from bailee.store.rows.monitored import file_traces
from bailee.store.taken_over import Taken
from bailee.vocabulary import Locator, Reason

BATCH = 5_000  # events a transaction: some 0.2 s of work, so that is what a kill can lose
LATEST = 2.0  # seconds that an event may wait for others

_FILE = """
INSERT INTO scanned_file (
  id, organisation_id, place_id, fingerprint, folder, locator, exact_locator, store, outcome, reason, parts, exact_parts, size,
  modified_ns, changed_ns, inode, device, rights_id, media_type, content_digest, series, reader, first_scan_id, last_scan_id, gone_at
) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, NULL)
ON CONFLICT (id) DO UPDATE SET
  outcome = excluded.outcome, reason = excluded.reason, parts = excluded.parts, exact_parts = excluded.exact_parts,
  size = excluded.size, modified_ns = excluded.modified_ns, changed_ns = excluded.changed_ns, inode = excluded.inode,
  device = excluded.device, rights_id = excluded.rights_id, media_type = excluded.media_type,
  content_digest = excluded.content_digest, series = excluded.series, reader = excluded.reader,
  last_scan_id = excluded.last_scan_id, gone_at = NULL
"""
_TOUCHED = """
UPDATE scanned_file SET size = %s, modified_ns = %s, inode = %s, device = %s, changed_ns = %s, rights_id = %s
WHERE id = %s AND organisation_id = %s
"""


class PlaceWriter(FoundRows, GoneRows):
    """Saves the events of one scan of one place."""

    def save(self, events: Iterable[StoreEvent]) -> None:
        """One batch, one transaction: all of it or nothing."""
        batch = list(events)
        with self.door.transaction():
            self._save(batch)

    def _save(self, batch: list[StoreEvent]) -> None:
        self.at = moment(now())
        self._load()
        touched: list[tuple[Any, ...]] = []
        file_rows: dict[str, tuple[Any, ...]] = {}
        findings: dict[str, Finding] = {}
        kinds: list[KindFound] = []
        ended: list[tuple[FileRow, bool]] = []
        traces: dict[int, str] = {}  # of monitoring tools, by file
        elsewhere: list[tuple[ItemRead, FileRow]] = []  # whose content is known from another path
        for event in batch:
            if isinstance(event, FolderUnchanged):
                self._count_folder(event)
                continue
            if isinstance(event, SeriesTold):
                self._hear_series(event)
                continue
            printed = self._print(event.locator.item)
            file = self.files.get(printed) or self._stray(event.locator.item, printed)
            if file is None:
                file = self.files[printed] = FileRow(
                    next(self.file_numbers), "reading", 0, None, "", "", "", "", "", False, fresh=True
                )
                file_rows[printed] = self._file_row(event.locator, file, "reading", None)
                self._put(event.locator.item, printed)
            file.seen = True
            if isinstance(event, Finding):
                kept = arrived(self.door.keys, event)
                findings[kept.ident] = kept  # a later one replaces an earlier
            elif isinstance(event, KindFound):
                kinds.append(event)
            else:
                self._count(event, file)
                self._hear(event)
                if isinstance(event, Skipped) and event.facts is None and event.reason is not Reason.EXCLUDED:
                    self.unlisted.add(event.locator.item)
                    self.unread.add(file.row)
                    self.doubtful.add(folder_of(event.locator.item))
                if getattr(event, "unchanged", False) and not isinstance(event, Skipped):
                    touched += self._touched(event.facts, file)
                if not getattr(event, "unchanged", False):
                    # what could not be read this time, or only in part, may still hold what it held
                    comparable = isinstance(event, ItemRead) or (
                        isinstance(event, ItemPartly) and file.outcome != "read"
                    )
                    file_rows[printed] = self._ended(event, file)
                    if isinstance(event, ItemRead) and event.is_elsewhere:
                        elsewhere.append((event, file))
                    traces[file.row] = file_traces(self._whole(event.locator), getattr(event, "tools", ()))
                    ended.append((file, comparable))
        with self._cursor() as cursor:
            if self.folders is not None:
                self.folders.begin(cursor)
            taken = self._take(cursor, elsewhere, file_rows)
            cursor.executemany(_FILE, file_rows.values())
            cursor.executemany(_TOUCHED, touched)
            self._save_traces(cursor, traces)
            self._save_findings(cursor, findings)
            self._save_kinds(cursor, kinds)
            for each in taken:
                self.counts.new += each.write(cursor)
            self._sweep(cursor, ended)
            cursor.executemany(CHANGE, self.changes)
            self.changes.clear()
            if self.folders is not None:
                ready = [folder for folder in self.folders.open.values() if folder.has_ended]
                self.folders.end(cursor, self._close(ready))
        for printed in self.strays:
            self.files.pop(printed, None)
        self.strays.clear()
        self.locators.clear()

    def _take(
        self, cursor: Any, elsewhere: list[tuple[ItemRead, FileRow]], file_rows: dict[str, tuple[Any, ...]]
    ) -> list[Taken]:
        """What files have whose content is known, as it was before this batch; one whose source is gone is read the next time."""
        found = []
        for event, file in elsewhere:
            item = event.locator.item
            taken = self.taken.take(
                cursor, event.content_digest, event.facts.size, item, file.row, self.scan, self.finding_numbers
            )
            if taken is None:
                file.outcome, file.content_digest = "reading", ""
                file_rows[self._print(item)] = self._file_row(event.locator, file, "reading", None)
                self.doubtful.add(folder_of(item))
            else:
                found.append(taken)
                self.counts.unchanged += 1
        return found

    def _hear(self, event: ItemRead | ItemPartly | Skipped) -> None:
        if self.folders is None and event.facts is not None:
            self.devices.add(str(event.facts.device))
        folder, _, name = event.locator.item.rpartition("/")
        if self.folders is not None and (opened := self.folders.open.get(folder)) is not None:
            opened.hear(name, event)

    def _hear_series(self, event: SeriesTold) -> None:
        folder = "" if event.locator.item == "." else event.locator.item
        if self.folders is not None and (opened := self.folders.open.get(folder)) is not None:
            opened.is_series_told = True

    def _put(self, item: str, printed: str) -> None:
        """A file that was met first now is let go of with its folder."""
        if self.folders is None:
            return
        opened = self.folders.open.get(folder_of(item))
        (opened.loaded if opened is not None else self.strays).append(printed)

    def _stray(self, item: str, printed: str) -> FileRow | None:
        """The row of a file whose folder was closed already: a series of records was recognised after its last file."""
        if self.folders is None or folder_of(item) in self.folders.open:
            return None
        with self._cursor() as cursor:
            cursor.execute(f"SELECT {COLUMNS} AND fingerprint = %s", (*self._here, printed))
            row = cursor.fetchone()
        if row is None:
            return None
        file = self.files[printed] = FileRow(*row[1:])
        self.strays.append(printed)
        return file

    def _touched(self, facts: ItemFacts, file: FileRow) -> list[tuple[Any, ...]]:
        """New facts of a file whose content is as it was: another time, other rights."""
        now_facts = (
            facts.size,
            facts.modified_ns,
            str(facts.inode),
            str(facts.device),
            facts.changed_ns,
            self.rights.number(facts),
        )
        before = (file.size, file.modified_ns, file.inode, file.device, file.changed_ns, file.rights)
        return [(*now_facts, file.row, self.organisation)] if now_facts != before else []

    def _count_folder(self, event: FolderUnchanged) -> None:
        counts = self.counts
        counts.read, counts.partly, counts.skipped = (
            counts.read + event.read, counts.partly + event.partly, counts.skipped + event.skipped,
        )  # fmt: skip
        counts.unchanged += event.read + event.partly
        counts.bytes += event.bytes

    def _count(self, event: ItemRead | ItemPartly | Skipped, file: FileRow) -> None:
        if isinstance(event, Skipped):
            self.counts.skipped += 1
            return
        if isinstance(event, ItemRead):
            self.counts.read += 1
        else:
            self.counts.partly += 1
        self.counts.bytes += 0 if event.same_as else event.facts.size
        self.counts.unchanged += event.unchanged
        self.counts.windows += event.names[0]
        self.counts.windows_asked += event.names[1]
        self.counts.pictures += event.pictures[0]
        self.counts.pictures_read += event.pictures[1]

    def _ended(self, event: ItemRead | ItemPartly | Skipped, file: FileRow) -> tuple[Any, ...]:
        digest = file.content_digest
        if isinstance(event, Skipped):
            outcome = "skipped"
        else:
            outcome = "read" if isinstance(event, ItemRead) else "partly"
            file.content_digest = event.content_digest
        if file.gone:
            self._note(file, "back")
        elif file.content_digest != digest and digest and not file.fresh:
            self._note(file, "changed")
        file.outcome, file.gone = outcome, False
        return self._file_row(event.locator, file, outcome, event)

    def _file_row(
        self, locator: Locator, file: FileRow, outcome: str, event: ItemRead | ItemPartly | Skipped | None
    ) -> tuple[Any, ...]:
        segment = Locator((locator.item,))
        clear = masked(segment).segments[0]
        facts = event.facts if event is not None else None
        size = facts.size if facts else event.size if isinstance(event, Skipped) else 0
        reason = event.reason.value if isinstance(event, ItemPartly | Skipped) else ""
        parts = event.parts if isinstance(event, ItemPartly) else ()
        sibling = event.sibling if isinstance(event, ItemRead | ItemPartly) else None
        # a directory's own row and a name without facts keep NULL: nothing was read of them
        return (
            file.row,
            self.organisation,
            self.place.ident,
            self._print(locator.item),
            self._folder_print(folder_of(locator.item)),
            clear,
            self.door._encrypted("scanned_file.locator", locator.item),
            data_store(self.place.name, locator.item),
            outcome,
            reason,
            json.dumps([[list(masked(part).segments), why.value] for part, why in parts], ensure_ascii=False),
            self.door._encrypted("scanned_file.parts", [[list(part.segments), why.value] for part, why in parts])
            if parts
            else None,
            size,
            facts.modified_ns if facts else None,
            facts.changed_ns if facts else None,
            str(facts.inode) if facts else "",
            str(facts.device) if facts else "",
            self.rights.number(facts) if facts else None,
            "" if event is None or isinstance(event, Skipped) else event.media_type,
            file.content_digest,
            self.door._encrypted("scanned_file.series", told(sibling)) if sibling else None,
            self.reader,
            self.scan,
            self.scan,
        )

    def _whole(self, locator: Locator) -> str:
        """The path with its place before it: a place may lie deep in a tool's own folder."""
        where = str(self.place.where).replace("\\", "/")
        return where if where.rpartition("/")[2] == locator.item else f"{where}/{locator.item}"


def batches(events: Iterable[StoreEvent], size: int = BATCH, seconds: float = LATEST) -> Iterator[list[StoreEvent]]:
    """Events by the thousand, or by the second where they are few: what a kill loses is little.

    An interruption (Ctrl-C) hands over what came before it, then goes on its way.
    """
    batch: list[StoreEvent] = []
    begun = monotonic()
    try:
        for event in events:
            batch.append(event)
            if len(batch) >= size or monotonic() - begun > seconds:
                yield batch
                batch = []
                begun = monotonic()
    except KeyboardInterrupt:
        yield batch
        raise
    yield batch

"""A scan's events into rows, fast: prepared statements by the thousand, one transaction a batch.

Measured on two busy cores: the ORM saves some 20,000 rows a second, `executemany` over 100,000. What a batch holds is
whole: a file's row says `read` only in the transaction that also holds its findings, so a process killed between two
batches leaves files that the next scan reads again, and never one that it wrongly takes for known.

Row numbers are known before their rows are written: findings of a file point to it in the same batch.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from bailee.findings import Finding, masked, weight_of
from bailee.inventory import data_store
from bailee.items import ItemFacts, Media
from bailee.scanner.events import (
    FolderUnchanged,
    ItemPartly,
    ItemRead,
    KindFound,
    SeriesTold,
    Skipped,
    StoreEvent,
)
from bailee.scanner.scan import Known
from bailee.store.arrivals import arrived
from bailee.store.folders import Folder, Folders, was_broken_off
from bailee.store.rights import RightsRows
from bailee.store.rows.base import Door, now
from bailee.store.rows.monitored import file_traces
from bailee.store.rows.scanned import Place
from bailee.store.rows.secured import sealed_in
from bailee.store.taken_over import Taken, TakenOver
from bailee.vocabulary import Locator, Reason

if TYPE_CHECKING:
    from bailee.kinds.interface import Sibling

_T = TypeVar("_T")
WHOLE = 64 << 20  # bytes up to which a file's digest is of all of it (scanner.reading)
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
_FINDING = """
INSERT INTO finding (
  id, organisation_id, ident, file_id, detector, category, subject, locator, exact_locator, position, count, confidence,
  probability, fingerprint, mask, attributes, "group", first_seen_id, last_seen_id, weight, cues, gone_at
) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, NULL)
ON CONFLICT (id) DO UPDATE SET
  category = excluded.category, subject = excluded.subject, position = excluded.position, count = excluded.count,
  confidence = excluded.confidence, probability = excluded.probability, mask = excluded.mask,
  attributes = excluded.attributes, "group" = excluded."group", last_seen_id = excluded.last_seen_id,
  weight = excluded.weight, cues = excluded.cues, gone_at = NULL
"""
_CUE = "INSERT INTO cue_words (organisation_id, says) VALUES (%s, %s) ON CONFLICT (organisation_id, says) DO NOTHING"
_FORM = """
INSERT INTO normal_form (organisation_id, finding_id, form, fingerprint) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING
"""
_KIND = """
INSERT INTO kind_found (
  organisation_id, file_id, locator_fingerprint, locator, exact_locator, kind, category, subject, confidence, reasons,
  first_seen_id, last_seen_id, gone_at
) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, NULL)
ON CONFLICT (organisation_id, file_id, locator_fingerprint, kind) DO UPDATE SET
  subject = excluded.subject, confidence = excluded.confidence, reasons = excluded.reasons,
  last_seen_id = excluded.last_seen_id, gone_at = NULL
"""
_COLUMNS = (
    "fingerprint, id, outcome, size, modified_ns, inode, device, reason, content_digest, reader, gone_at IS NOT NULL, "
    "series IS NOT NULL, changed_ns, rights_id FROM scanned_file WHERE organisation_id = %s AND place_id = %s"
)
_TOUCHED = """
UPDATE scanned_file SET size = %s, modified_ns = %s, inode = %s, device = %s, changed_ns = %s, rights_id = %s WHERE id = %s
"""
_MOVED = """
UPDATE finding AS f SET first_seen_id = g.first_seen_id FROM finding AS g
WHERE g.file_id = %s AND g.gone_at IS NULL AND g.detector = f.detector AND g.fingerprint = f.fingerprint
  AND f.file_id = %s AND f.gone_at IS NULL
"""

# What rows of findings and files do not tell afterwards: two scans are compared by it.
_CHANGE = "INSERT INTO scan_change (organisation_id, scan_id, file_id, finding_id, what) VALUES (%s, %s, %s, %s, %s)"
_GONE_WITH = """
INSERT INTO scan_change (organisation_id, scan_id, file_id, finding_id, what)
SELECT organisation_id, %s, file_id, id, 'gone' FROM finding WHERE file_id = %s AND gone_at IS NULL
"""


@dataclass(slots=True)
class Counts:
    """What a scan did. Findings of a file that only moved are neither new nor gone."""

    read: int = 0
    partly: int = 0
    skipped: int = 0
    unchanged: int = 0  # among read and partly: not opened again
    bytes: int = 0
    new: int = 0
    changed: int = 0
    gone: int = 0
    moved: int = 0
    files_gone: int = 0
    names: str = ""  # how the model of names was asked (names_model.effective)
    staff: str = ""  # what was said of the notice to staff, where something of theirs is looked at
    windows: int = 0  # of text that it was to be asked about
    windows_asked: int = 0
    ocr: str = ""  # which pictures text was read out of (visible_text.effective)
    pictures: int = 0  # that may hold text
    pictures_read: int = 0


@dataclass(slots=True)
class _File:
    """What the store knows of a file of this place."""

    row: int
    outcome: str
    size: int
    modified_ns: int | None
    inode: str
    device: str
    reason: str
    content_digest: str
    reader: str
    gone: bool
    in_series: bool = False  # it may be part of one: a picture, a film, a mail
    changed_ns: int | None = None
    rights: int | None = None  # number of its row
    fresh: bool = False  # first met in this scan
    seen: bool = False  # met in this scan
    earlier: dict[str, tuple[int, int, str, bool]] | None = None  # findings: row, count, confidence, gone
    places: dict[tuple[str, str, str], str] = field(default_factory=dict)  # idents by detector, value, masked locator
    aliases: dict[str, str] = field(default_factory=dict)  # idents of findings that have another one in the store
    written: set[str] = field(default_factory=set)  # idents of findings written in this scan, while it is being read


class PlaceWriter:
    """Saves the events of one scan of one place."""

    def __init__(
        self, door: Door, scan: int, place: Place, counts: Counts, reader: str, *, look_again: bool = False
    ) -> None:
        """`look_again`: files that did not change are looked at by their content, as now and then they should be."""
        self.door = door
        self.scan = scan
        self.place = place
        self.counts = counts
        self.reader = reader  # ident of the bailee that reads now; what another one read is read again
        self.organisation = door.organisation_id
        self.files: dict[str, _File] = {}
        self.cue_texts: dict[tuple[tuple[str, str, float], ...], str] = {}
        self.cue_numbers: dict[str, int] = {}
        self.rows: dict[str, int] = {}  # findings of files now being read: ident → row
        self.locators: dict[tuple[str, Locator], tuple[str, bytes]] = {}
        self.prints: dict[str, str] = {}
        self.folder_prints: dict[str, str] = {}
        self.unlisted: set[str] = set()  # what could not be listed or opened: what lies beneath stands as it was
        self.at = _moment(now())
        self.look_again = look_again
        self.folders: Folders | None = None  # where the scan tells of whole folders; else every file is known at once
        self.lost: list[_File] = []  # files of folders that were looked through, and in which they no longer are
        self.lost_from: list[Folder] = []
        self.devices: set[str] = set()  # on which this scan met files
        self.unread: set[int] = set()  # rows of folders that could not be listed
        self.doubtful: set[str] = set()  # folders in which such a one lies: they are looked through again the next time
        self.strays: list[str] = []  # files that one batch needs of folders that were closed before
        self.changes: list[tuple[Any, ...]] = []  # of this batch, for scan_change
        self.moved: set[int] = set()  # rows of files whose findings went with a file that was moved
        self._is_loaded = False
        self._load_numbers()
        self.taken = TakenOver(door, place, reader, self._cursor)
        self.rights = RightsRows(door, self._cursor)

    def by_folder(self, *, with_passwords: bool = False) -> None:
        """From now on the scan tells of whole folders (`listed`), and rows are loaded folder by folder."""
        self._name_folders()
        self.sealed = sealed_in(self.door, self.place.path)
        self.folders = Folders(
            self.door, self.place.ident, self.reader, self._cursor,
            with_passwords=with_passwords, look_again=self.look_again,
        )  # fmt: skip
        self._is_loaded = True

    def listed(self, path: str, listing: bytes, names: Collection[str] | None) -> FolderUnchanged | None:
        """A folder's listing: told whole where nothing in it changed, else the rows of its files are loaded."""
        if self.folders is None:
            return None
        if names and listing:  # name/size/time/number/disk/mode/user/group/time of change
            self.devices.add(listing.rsplit(b"\n", 1)[-1].rsplit(b"/", 5)[1].decode())
        printed = self._folder_print(path)
        told = self.folders.listed(path, printed, listing, names)
        if self.place.path is not None:
            self.folders.see_rights(self.place.path / path, printed)
        if isinstance(told, FolderUnchanged):
            return told
        with self.door._reading(), self._cursor() as cursor:
            cursor.execute(f"SELECT {_COLUMNS} AND folder = %s", (*self._here, told.printed))
            for printed, *columns in cursor.fetchall():
                self.files[printed] = _File(*columns)
                told.loaded.append(printed)
        if not told.left and names is not None:
            self._close([told])
        return None

    def _close(self, folders: Iterable[Folder]) -> list[Folder]:
        """Folders whose last file has ended: what was not met in them is lost; those without such a one, to be kept."""
        kept = []
        for folder in folders:
            unmet = {
                printed: file
                for printed in folder.loaded
                if (file := self.files.get(printed)) is not None and not file.seen and not file.gone
            }
            lost = [file for printed, file in unmet.items() if not self._is_here(self.sealed.get(printed))]
            if lost:
                self.lost += lost
                self.lost_from.append(folder)
            else:
                kept.append(folder)
            if self.folders is not None:
                self.folders.open.pop(folder.path, None)
            for printed in folder.loaded:
                file = self.files.pop(printed, None)
                if file is not None and file.seen and file.device:
                    self.devices.add(file.device)  # as it was called before: numbers of disks change
        return kept

    @property
    def _here(self) -> tuple[int, int]:
        return self.organisation, self.place.ident

    def known(self, locator: Locator, facts: ItemFacts) -> Known | None:
        """What the store knows of a file that did not change since it was read; None where it has to be read."""
        self._load()
        file = self.files.get(self._print(locator.item))
        if file is None:
            return self.taken.known(locator, facts, retold)
        if file is None or file.gone or file.outcome not in ("read", "partly") or file.reader != self.reader:
            return None
        same = (facts.size, facts.modified_ns, str(facts.inode)) == (file.size, file.modified_ns, file.inode)
        same = same and str(facts.device) == file.device
        digest = "" if same and not self.look_again else file.content_digest
        if not same and (not digest or facts.size != file.size or facts.size > WHOLE):
            return None  # of a very big file only samples are digested
        sibling = self._sibling(file.row, locator, facts) if file.in_series else None
        if file.outcome == "read":
            return Known(sibling=sibling, digest=digest)
        parts = self._parts(file.row)
        if was_broken_off(locator, parts):
            return None
        return Known(Reason(file.reason), parts, sibling, digest)

    def save(self, events: Iterable[StoreEvent]) -> None:
        """One batch, one transaction: all of it or nothing."""
        batch = list(events)
        with self.door.transaction():
            self._save(batch)

    @property
    def is_all_read_by_us(self) -> bool:
        """Whether no file that is there was read by another bailee: then a list of changes is enough."""
        self._load()
        return all(file.gone or file.reader == self.reader for file in self.files.values())

    def finish(self, *, only_changes: bool = False, gone: Iterable[Locator] = ()) -> None:
        """After the place was walked to its end: files that were not met are gone, with their findings.

        Not so what lies beneath something that could not be listed, nor, where `only_changes` were listed, what is not
        among `gone` (items, or folders of them).
        """
        if self.folders is not None:
            self._finish_folders(self.folders)
            return
        self._load()
        sealed = sealed_in(self.door, self.place.path)
        if only_changes:
            lost = self._named(gone)
        else:
            unmet = {printed: file for printed, file in self.files.items() if not file.seen and not file.gone}
            lost = self._without_unlisted(unmet)
        self._forget([file for printed, file in lost.items() if not self._is_here(sealed.get(printed))])

    def _finish_folders(self, folders: Folders) -> None:
        """Files that are no longer in their folders are gone, and those of folders that are no longer there."""
        kept = self._close(list(folders.open.values()))  # those that were too big to hold
        unmet = folders.unmet()
        with self.door._reading(), self._cursor() as cursor:
            if self.unlisted & {".", ""}:
                unmet = []
            elif unmet and self.unlisted:
                paths = folders.paths(cursor, unmet)
                unmet = [
                    printed for printed in unmet if not _lies_beneath(f"{paths.get(printed, '')}/x", self.unlisted)
                ]
            for few in _few(unmet, 500):
                marks = ", ".join(["%s"] * len(few))
                cursor.execute(f"SELECT {_COLUMNS} AND gone_at IS NULL AND folder IN ({marks})", (*self._here, *few))
                self.lost += [_File(*columns) for _, *columns in cursor.fetchall()]
        self.lost = [file for file in self.lost if file.row not in self.unread]
        lost = self._without_missing_disks()
        with self.door.transaction():
            if len(lost) == len(self.lost):
                kept += self.lost_from
                with self._cursor() as cursor:
                    folders.forget(cursor, unmet)
            else:  # told as what it is, and what it held stands
                self._save([Skipped(Locator((".",)), Reason.NOT_CONNECTED)])
            with self._cursor() as cursor:
                folders.end(cursor, kept)
                folders.doubt(cursor, map(self._folder_print, self.doubtful))
            self._forget(lost)

    def _without_missing_disks(self) -> list[_File]:
        """Those of the lost that lay on a disk which is still here: a share that was unmounted leaves an empty folder."""
        here = set(self.devices)
        with suppress(OSError):
            if self.place.path is not None:
                here.add(str(self.place.path.stat().st_dev))
        return [file for file in self.lost if not file.device or file.device in here]

    def _named(self, locators: Iterable[Locator]) -> dict[str, _File]:
        """The files of these locators, and those beneath them."""
        lost: dict[str, _File] = {}
        folders: set[str] = set()
        for locator in locators:
            file = self.files.get(self._print(locator.item))
            if file is None:
                folders.add(locator.item)
            elif not file.gone and not file.seen:
                lost[self._print(locator.item)] = file
        if folders:
            unmet = {printed: file for printed, file in self.files.items() if not file.seen and not file.gone}
            paths = self._paths(unmet)
            lost |= {printed: unmet[printed] for printed, path in paths.items() if _lies_beneath(path, folders)}
        return lost

    def _without_unlisted(self, unmet: dict[str, _File]) -> dict[str, _File]:
        if not unmet or not self.unlisted:
            return unmet
        if self.unlisted & {".", ""}:
            return {}
        paths = self._paths(unmet)
        return {
            printed: file for printed, file in unmet.items() if not _lies_beneath(paths.get(printed, ""), self.unlisted)
        }

    def _paths(self, files: dict[str, _File]) -> dict[str, str]:
        """Their exact paths in the place."""
        rows = {file.row: printed for printed, file in files.items()}
        paths: dict[str, str] = {}
        with self.door._reading(), self._cursor() as cursor:
            cursor.execute(
                "SELECT id, exact_locator FROM scanned_file WHERE organisation_id = %s AND place_id = %s",
                (self.organisation, self.place.ident),
            )
            while few := cursor.fetchmany(5_000):
                for row, exact in few:
                    if row in rows:
                        paths[rows[row]] = self.door._decrypted("scanned_file.locator", exact)
        return paths

    def _forget(self, gone: list[_File]) -> None:
        with self.door.transaction(), self._cursor() as cursor:
            self.at = _moment(now())
            self.counts.files_gone += len(gone)
            moved = self._moved(cursor, gone)
            for file in gone:
                if file.row not in self.moved:
                    cursor.execute(_GONE_WITH, (self.scan, file.row))
                    cursor.execute(_CHANGE, (self.organisation, self.scan, file.row, None, "gone"))
                cursor.execute(
                    "UPDATE finding SET gone_at = %s WHERE file_id = %s AND gone_at IS NULL", (self.at, file.row)
                )
                self.counts.gone += cursor.rowcount
                cursor.execute(
                    "UPDATE kind_found SET gone_at = %s WHERE file_id = %s AND gone_at IS NULL", (self.at, file.row)
                )
                cursor.execute("UPDATE scanned_file SET gone_at = %s WHERE id = %s", (self.at, file.row))
            self.counts.moved += moved
            self.counts.gone -= moved
            self.counts.new -= moved

    def _is_here(self, printed: str | None) -> bool:
        return printed is not None and printed in self.files and self.files[printed].seen

    def _moved(self, cursor: Any, gone: list[_File]) -> int:
        """Findings of files first met now whose content is that of a file gone now: they were seen first where it was."""
        left = {file.content_digest: file.row for file in gone if file.content_digest}
        moved = 0
        for few in _few(list(left), 500):
            marks = ", ".join(["%s"] * len(few))
            cursor.execute(
                "SELECT id, content_digest FROM scanned_file WHERE organisation_id = %s AND place_id = %s "  # noqa: S608 - marks
                f"AND first_scan_id = %s AND gone_at IS NULL AND content_digest IN ({marks}) ORDER BY id",
                (*self._here, self.scan, *few),
            )
            for row, digest in cursor.fetchall():
                if (before := left.pop(digest, None)) is not None:
                    cursor.execute(_MOVED, (before, row))
                    self.moved.add(before)
                    moved += cursor.rowcount
        return moved

    # one batch

    def _save(self, batch: list[StoreEvent]) -> None:
        self.at = _moment(now())
        self._load()
        touched: list[tuple[Any, ...]] = []
        file_rows: dict[str, tuple[Any, ...]] = {}
        findings: dict[str, Finding] = {}
        kinds: list[KindFound] = []
        ended: list[tuple[_File, bool]] = []
        traces: dict[int, str] = {}  # of monitoring tools, by file
        elsewhere: list[tuple[ItemRead, _File]] = []  # whose content is known from another path
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
                file = self.files[printed] = _File(
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
                self._count(event)
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
            cursor.executemany(_CHANGE, self.changes)
            self.changes.clear()
            if self.folders is not None:
                ready = [folder for folder in self.folders.open.values() if folder.has_ended]
                self.folders.end(cursor, self._close(ready))
        for printed in self.strays:
            self.files.pop(printed, None)
        self.strays.clear()
        self.locators.clear()

    def _note(self, file: _File, what: str, finding: int | None = None) -> None:
        self.changes.append((self.organisation, self.scan, file.row, finding, what))

    def _take(
        self, cursor: Any, elsewhere: list[tuple[ItemRead, _File]], file_rows: dict[str, tuple[Any, ...]]
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

    def _stray(self, item: str, printed: str) -> _File | None:
        """The row of a file whose folder was closed already: a series of records was recognised after its last file."""
        if self.folders is None or folder_of(item) in self.folders.open:
            return None
        with self._cursor() as cursor:
            cursor.execute(f"SELECT {_COLUMNS} AND fingerprint = %s", (*self._here, printed))
            row = cursor.fetchone()
        if row is None:
            return None
        file = self.files[printed] = _File(*row[1:])
        self.strays.append(printed)
        return file

    def _touched(self, facts: ItemFacts, file: _File) -> list[tuple[Any, ...]]:
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
        return [(*now_facts, file.row)] if now_facts != before else []

    def _count_folder(self, event: FolderUnchanged) -> None:
        counts = self.counts
        counts.read, counts.partly, counts.skipped = (
            counts.read + event.read, counts.partly + event.partly, counts.skipped + event.skipped,
        )  # fmt: skip
        counts.unchanged += event.read + event.partly
        counts.bytes += event.bytes

    def _count(self, event: ItemRead | ItemPartly | Skipped) -> None:
        if isinstance(event, Skipped):
            self.counts.skipped += 1
            return
        if isinstance(event, ItemRead):
            self.counts.read += 1
        else:
            self.counts.partly += 1
        self.counts.bytes += event.facts.size
        self.counts.unchanged += event.unchanged
        self.counts.windows += event.names[0]
        self.counts.windows_asked += event.names[1]
        self.counts.pictures += event.pictures[0]
        self.counts.pictures_read += event.pictures[1]

    def _ended(self, event: ItemRead | ItemPartly | Skipped, file: _File) -> tuple[Any, ...]:
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
        self, locator: Locator, file: _File, outcome: str, event: ItemRead | ItemPartly | Skipped | None
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

    def _save_findings(self, cursor: Any, findings: dict[str, Finding]) -> None:
        rows: list[tuple[Any, ...]] = []
        forms: list[tuple[Any, ...]] = []
        for ident, finding in findings.items():
            file = self.files[self._print(finding.locator.item)]
            earlier = self._earlier(cursor, file)
            clear, exact = self._locator("finding.locator", finding.locator)
            if ident not in earlier and ident not in self.rows:
                ident = file.aliases.get(ident) or self._as_taken_over(cursor, file, finding, clear) or ident
            before = earlier.get(ident)
            row = before[0] if before else self.rows.get(ident)
            if row is None:
                row = self.rows[ident] = next(self.finding_numbers)
                forms += [(self.organisation, row, form, printed) for form, printed in finding.normal_forms]
            if ident not in file.written:
                file.written.add(ident)
                if before is None or before[3]:
                    self.counts.new += 1
                if before is not None and before[3]:
                    self._note(file, "back", before[0])
            rows.append(
                (
                    row,
                    self.organisation,
                    ident,
                    file.row,
                    finding.detector,
                    finding.category,
                    finding.subject.value,
                    clear,
                    exact,
                    finding.position,
                    finding.count,
                    finding.confidence.value,
                    finding.probability,
                    finding.fingerprint,
                    finding.mask,
                    json.dumps(finding.attributes, separators=(",", ":")) if finding.attributes else "",
                    finding.group,
                    self.scan,
                    self.scan,
                    weight_of(finding.category, finding.confidence),
                    self._cues(cursor, finding.cues),
                )
            )
        cursor.executemany(_FINDING, rows)
        cursor.executemany(_FORM, forms)

    def _cues(self, cursor: Any, cues: tuple[tuple[str, str, float], ...]) -> str:
        """Reasons as numbers of their words: there are some hundreds of them, and a million findings."""
        if not cues:
            return ""
        known = self.cue_texts.get(cues)
        if known is None:
            told = [[self._cue(cursor, says), effect, probability] for effect, says, probability in cues]
            known = self.cue_texts[cues] = json.dumps(told, separators=(",", ":"))
        return known

    def _cue(self, cursor: Any, says: str) -> int:
        number = self.cue_numbers.get(says)
        if number is None:
            cursor.execute(_CUE, (self.organisation, says))
            cursor.execute(
                "SELECT id FROM cue_words WHERE organisation_id = %s AND says = %s", (self.organisation, says)
            )
            number = self.cue_numbers[says] = cursor.fetchone()[0]
        return number

    def _as_taken_over(self, cursor: Any, file: _File, finding: Finding, clear: str) -> str | None:
        """Ident of the same finding where it was taken over from another path: such a one has an ident of its own."""
        ident = file.places.get((finding.detector, finding.fingerprint, clear))
        if ident is None or file.earlier is None or ident in file.written:
            return None
        cursor.execute("SELECT exact_locator FROM finding WHERE id = %s", (file.earlier[ident][0],))
        exact = self.door._decrypted("finding.locator", cursor.fetchone()[0])
        if tuple(exact) != finding.locator.segments:
            return None
        file.aliases[finding.ident] = ident
        return ident

    def _whole(self, locator: Locator) -> str:
        """The path with its place before it: a place may lie deep in a tool's own folder."""
        where = str(self.place.where).replace("\\", "/")
        return where if where.rpartition("/")[2] == locator.item else f"{where}/{locator.item}"

    def _save_traces(self, cursor: Any, traces: dict[int, str]) -> None:
        """What the files that were read now are traces of; what was kept of them before is forgotten."""
        cursor.executemany("DELETE FROM tool_trace WHERE file_id = %s", [(row,) for row in traces])
        rows = [(self.organisation, row, told) for row, told in traces.items() if told]
        cursor.executemany("INSERT INTO tool_trace (organisation_id, file_id, traces) VALUES (%s, %s, %s)", rows)

    def _save_kinds(self, cursor: Any, kinds: list[KindFound]) -> None:
        rows = []
        for kind in kinds:
            clear, exact = self._locator("kind_found.locator", kind.locator)
            rows.append(
                (
                    self.organisation,
                    self.files[self._print(kind.locator.item)].row,
                    self.door.fingerprint("locator", "\x00".join(kind.locator.segments)),
                    clear,
                    exact,
                    kind.kind,
                    kind.category,
                    kind.subject.value,
                    kind.confidence.value,
                    json.dumps(kind.reasons, ensure_ascii=False),
                    self.scan,
                    self.scan,
                )
            )
        cursor.executemany(_KIND, rows)

    def _sweep(self, cursor: Any, ended: list[tuple[_File, bool]]) -> None:
        """What an earlier scan found in a file and this one did not is gone; what it counts otherwise has changed."""
        for file, comparable in ended:
            if not file.fresh and comparable:
                earlier = self._earlier(cursor, file)
                lost = [
                    (self.at, row)
                    for ident, (row, _, _, gone) in earlier.items()
                    if not gone and ident not in file.written
                ]
                cursor.executemany("UPDATE finding SET gone_at = %s WHERE id = %s", lost)
                for _, row in lost:
                    self._note(file, "gone", row)
                self.counts.gone += len(lost)
                if earlier:
                    cursor.execute(
                        "SELECT ident, count, confidence FROM finding WHERE file_id = %s AND gone_at IS NULL",
                        (file.row,),
                    )
                    for ident, count, confidence in cursor.fetchall():
                        before = earlier.get(ident)
                        if before and not before[3] and before[1:3] != (count, confidence):
                            self.counts.changed += 1
                            self._note(file, "changed", before[0])
                cursor.execute(
                    "UPDATE kind_found SET gone_at = %s WHERE file_id = %s AND last_seen_id <> %s AND gone_at IS NULL",
                    (self.at, file.row, self.scan),
                )
            for ident in file.written:
                self.rows.pop(ident, None)
            file.written = set()
            file.earlier = None
            file.places, file.aliases = {}, {}

    def _earlier(self, cursor: Any, file: _File) -> dict[str, tuple[int, int, str, bool]]:
        if file.earlier is None:
            file.earlier = {}
            if not file.fresh:
                cursor.execute(
                    "SELECT ident, id, count, confidence, gone_at IS NOT NULL, detector, fingerprint, locator "
                    "FROM finding WHERE file_id = %s",
                    (file.row,),
                )
                for ident, row, count, sure, gone, *place in cursor.fetchall():
                    file.earlier[ident] = (row, count, sure, bool(gone))
                    file.places[tuple(place)] = ident
        return file.earlier

    # what is known before

    def _load(self) -> None:
        """Every file of the place at once, where nobody tells of folders: an address, a single file."""
        if self._is_loaded:
            return
        self._is_loaded = True
        with self.door._reading(), self._cursor() as cursor:
            cursor.execute(f"SELECT {_COLUMNS}", self._here)
            for printed, *columns in cursor.fetchall():
                self.files[printed] = _File(*columns)

    def _name_folders(self) -> None:
        """Give files that an earlier version wrote the fingerprint of their folder."""
        with self.door._reading(), self._cursor() as cursor:
            cursor.execute(
                "SELECT id, exact_locator FROM scanned_file WHERE organisation_id = %s AND place_id = %s AND folder = ''",
                self._here,
            )
            rows = cursor.fetchall()
        for few in _few(rows, 5_000):
            paths = [(row, folder_of(self.door._decrypted("scanned_file.locator", exact))) for row, exact in few]
            with self.door.transaction(), self._cursor() as cursor:
                cursor.executemany(
                    "UPDATE scanned_file SET folder = %s WHERE id = %s",
                    [(self._folder_print(path), row) for row, path in paths],
                )
        if rows:
            folders = Folders(
                self.door, self.place.ident, self.reader, self._cursor, with_passwords=False, look_again=False
            )
            for path in {folder_of(self.door._decrypted("scanned_file.locator", exact)) for _, exact in rows}:
                folders.listed(path, self._folder_print(path), b"", ())
            with self.door.transaction(), self._cursor() as cursor:
                folders.begin(cursor)

    def _load_numbers(self) -> None:
        numbers = self.door.numbers
        self.file_numbers, self.finding_numbers = numbers("scanned_file"), numbers("finding")

    def _parts(self, row: int) -> tuple[tuple[Locator, Reason], ...]:
        with self.door._reading(), self._cursor() as cursor:
            cursor.execute("SELECT exact_parts FROM scanned_file WHERE id = %s", (row,))
            stored = cursor.fetchone()[0]
        if stored is None:
            return ()
        parts = self.door._decrypted("scanned_file.parts", stored)
        return tuple((Locator(tuple(segments)), Reason(why)) for segments, why in parts)

    def _sibling(self, row: int, locator: Locator, facts: ItemFacts) -> Sibling:
        with self.door._reading(), self._cursor() as cursor:
            cursor.execute("SELECT series FROM scanned_file WHERE id = %s", (row,))
            stored = cursor.fetchone()[0]
        return retold(self.door._decrypted("scanned_file.series", stored), locator, facts)

    def _print(self, item: str) -> str:
        printed = self.prints.get(item)
        if printed is None:
            if len(self.prints) > 20_000:
                self.prints.clear()
            printed = self.prints[item] = self.door.fingerprint("file", item)
        return printed

    def _folder_print(self, folder: str) -> str:
        if folder not in self.folder_prints:
            if len(self.folder_prints) > 2_000:
                self.folder_prints.clear()
            self.folder_prints[folder] = self.door.fingerprint("folder", folder)
        return self.folder_prints[folder]

    def _locator(self, column: str, locator: Locator) -> tuple[str, bytes]:
        """Both columns of a locator; many findings share one, so each batch makes them once."""
        both = self.locators.get((column, locator))
        if both is None:
            clear = json.dumps(masked(locator).segments, ensure_ascii=False)
            both = self.locators[column, locator] = (clear, self.door._encrypted(column, list(locator.segments)))
        return both

    def _cursor(self) -> Any:
        from django.db import connections

        return connections[self.door.alias].cursor()


def _few(values: Sequence[_T], size: int) -> Iterator[Sequence[_T]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]


def folder_of(item: str) -> str:
    """The folder of a file in its place; empty for one that lies in the place itself.

    >>> folder_of("hr/2024/pay.xlsx"), folder_of("pay.xlsx")
    ('hr/2024', '')
    """
    return item.rpartition("/")[0]


def _lies_beneath(path: str, folders: set[str]) -> bool:
    """Whether one of the folders above the path is among them.

    >>> _lies_beneath("hr/2024/pay.xlsx", {"hr"}), _lies_beneath("hr.zip", {"hr"})
    (True, False)
    """
    at = path.rfind("/")
    while at > 0:
        path = path[:at]
        if path in folders:
            return True
        at = path.rfind("/")
    return False


def told(sibling: Sibling) -> dict[str, Any]:
    """What is kept of a file that may be part of a series, so that it need not be read again when others join it."""
    media = asdict(sibling.media) if sibling.media else None
    if media:
        del media["locator"]
    return {"media_type": sibling.media_type, "media": media, "kinds": sibling.kinds}


def retold(kept: Any, locator: Locator, facts: ItemFacts) -> Sibling:
    from bailee.kinds.interface import Sibling

    media = Media(locator, **kept["media"]) if kept["media"] else None
    return Sibling(locator, kept["media_type"], facts.size, facts.modified_ns, media, tuple(kept["kinds"]))


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


def _moment(moment: datetime) -> str:
    """As the database keeps a time: UTC, without zone."""
    return moment.replace(tzinfo=None).isoformat(" ")

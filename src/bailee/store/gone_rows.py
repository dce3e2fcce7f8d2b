"""Files that are no longer where they were: gone with what they held, moved, or on a disk that is not here.

What lies beneath something that could not be listed stands as it was.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress
from typing import Any

from bailee.scanner.events import Skipped, StoreEvent
from bailee.store.folders import Folders
from bailee.store.place_rows import CHANGE, COLUMNS, FileRow, PlaceRows, lies_beneath, moment
from bailee.store.rows.base import now
from bailee.store.rows.scans import portions
from bailee.store.rows.secured import sealed_in
from bailee.vocabulary import Locator, Reason

# "+organisation_id" keeps SQLite from an index that begins with the organisation: of two that fit alike it takes the newer
# one, and would go through all findings for those of one file.
_MOVED = """
UPDATE finding AS f SET first_seen_id = g.first_seen_id FROM finding AS g
WHERE g.file_id = %s AND g.gone_at IS NULL AND g.detector = f.detector AND g.fingerprint = f.fingerprint
  AND f.file_id = %s AND f.gone_at IS NULL AND +f.organisation_id = %s AND +g.organisation_id = f.organisation_id
"""
_GONE_WITH = """
INSERT INTO scan_change (organisation_id, scan_id, file_id, finding_id, what)
SELECT organisation_id, %s, file_id, id, 'gone' FROM finding WHERE file_id = %s AND +organisation_id = %s AND gone_at IS NULL
"""
# Each by the index of digests: for what is asked besides there is none, as it is written, or SQLite would go through the
# whole place.
_SAME_CONTENT = """
WITH gone (digest) AS (VALUES {marks})
SELECT f.id, f.content_digest FROM gone CROSS JOIN scanned_file AS f
WHERE f.organisation_id = %s AND f.content_digest = gone.digest
  AND +f.place_id = %s AND f.first_scan_id = %s AND (f.gone_at IS NULL) = TRUE
ORDER BY f.id
"""


class GoneRows(PlaceRows):
    """The part of a scan's writer that ends it, after the place was walked through."""

    def _save(self, batch: list[StoreEvent]) -> None:
        raise NotImplementedError

    def finish(
        self, *, only_changes: bool = False, gone: Iterable[Locator] = (), on: Collection[str] | None = None
    ) -> None:
        """After the place was walked to its end: files that were not met are gone, with their findings.

        Not so what lies beneath something that could not be listed, nor, where `only_changes` were listed, what is not
        among `gone` (items, or folders of them). `on`: the disks that the place lies on now, as another machine says that
        walked through it; what lay on another disk stands.
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
        left = [file for printed, file in lost.items() if not self._is_here(sealed.get(printed))]
        with self.door.transaction():
            if on is not None:
                met = (file.device for file in self.files.values() if file.seen)  # as they were called before
                here = {*on, *self.devices, *met, "", "0"}
                if any(file.device not in here for file in left):  # told as what it is, and what it held stands
                    self._save([Skipped(Locator((".",)), Reason.NOT_CONNECTED)])
                    left = [file for file in left if file.device in here]
            self._forget(left)

    def _finish_folders(self, folders: Folders) -> None:
        """Files that are no longer in their folders are gone, and those of folders that are no longer there."""
        kept = self._close(list(folders.open.values()))  # those that were too big to hold
        unmet = folders.unmet()
        with self.door._reading(), self._cursor() as cursor:
            if self.unlisted & {".", ""}:
                unmet = []
            elif unmet and self.unlisted:
                paths = folders.paths(cursor, unmet)
                unmet = [printed for printed in unmet if not lies_beneath(f"{paths.get(printed, '')}/x", self.unlisted)]
            for few in portions(unmet, 500):
                marks = ", ".join(["%s"] * len(few))
                cursor.execute(f"SELECT {COLUMNS} AND gone_at IS NULL AND folder IN ({marks})", (*self._here, *few))
                self.lost += [FileRow(*columns) for _, *columns in cursor.fetchall()]
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

    def _without_missing_disks(self) -> list[FileRow]:
        """Those of the lost that lay on a disk which is still here: a share that was unmounted leaves an empty folder."""
        here = set(self.devices)
        with suppress(OSError):
            if self.place.path is not None:
                here.add(str(self.place.path.stat().st_dev))
        return [file for file in self.lost if not file.device or file.device in here]

    def _named(self, locators: Iterable[Locator]) -> dict[str, FileRow]:
        """The files of these locators, and those beneath them."""
        lost: dict[str, FileRow] = {}
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
            lost |= {printed: unmet[printed] for printed, path in paths.items() if lies_beneath(path, folders)}
        return lost

    def _without_unlisted(self, unmet: dict[str, FileRow]) -> dict[str, FileRow]:
        if not unmet or not self.unlisted:
            return unmet
        if self.unlisted & {".", ""}:
            return {}
        paths = self._paths(unmet)
        return {
            printed: file for printed, file in unmet.items() if not lies_beneath(paths.get(printed, ""), self.unlisted)
        }

    def _forget(self, gone: list[FileRow]) -> None:
        with self.door.transaction(), self._cursor() as cursor:
            self.at = moment(now())
            self.counts.files_gone += len(gone)
            moved = self._moved(cursor, gone)
            for file in gone:
                if file.row not in self.moved:
                    cursor.execute(_GONE_WITH, (self.scan, file.row, self.organisation))
                    cursor.execute(CHANGE, (self.organisation, self.scan, file.row, None, "gone"))
                here = (self.at, file.row, self.organisation)
                cursor.execute(
                    "UPDATE finding SET gone_at = %s WHERE file_id = %s AND +organisation_id = %s AND gone_at IS NULL",
                    here,
                )
                self.counts.gone += cursor.rowcount
                cursor.execute(
                    "UPDATE kind_found SET gone_at = %s WHERE file_id = %s AND organisation_id = %s AND gone_at IS NULL",
                    here,
                )
                cursor.execute("UPDATE scanned_file SET gone_at = %s WHERE id = %s AND organisation_id = %s", here)
            self.counts.moved += moved
            self.counts.gone -= moved
            self.counts.new -= moved

    def _moved(self, cursor: Any, gone: list[FileRow]) -> int:
        """Findings of files first met now whose content is that of a file gone now: they were seen first where it was."""
        left = {file.content_digest: file.row for file in gone if file.content_digest}
        moved = 0
        for few in portions(list(left), 500):
            marks = ", ".join(["(%s)"] * len(few))
            cursor.execute(_SAME_CONTENT.format(marks=marks), (*few, *self._here, self.scan))
            for row, digest in cursor.fetchall():
                if (before := left.pop(digest, None)) is not None:
                    cursor.execute(_MOVED, (before, row, self.organisation))
                    self.moved.add(before)
                    moved += cursor.rowcount
        return moved

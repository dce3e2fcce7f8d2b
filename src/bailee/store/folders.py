"""Folders of one place, as the store knows them: of which everything is known, and what is still to be heard of the others.

A folder whose listing is as it was (names, sizes, times, rights), and whose files were all read by this bailee, needs no
look at any of them. Of the others the rows of their own files are loaded, and let go when the last of them has ended: so a
scan of a million files holds a few folders' worth.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bailee.disks import access_list
from bailee.protection.exposure import Rights
from bailee.scanner.events import FolderUnchanged, ItemPartly, ItemRead, Skipped
from bailee.store.rights import RightsRows
from bailee.store.rows.base import Door
from bailee.vocabulary import Locator, Reason

# What will not read better the next time, as long as neither the file nor bailee changes. A password may change `encrypted`.
LASTING = frozenset({Reason.UNKNOWN_FORMAT, Reason.DAMAGED, Reason.ENCRYPTED})

# A file that was broken off, by whatever ended its worker, its share, or its disk: the next scan tries again.
BROKEN_OFF = frozenset(
    {Reason.TIMED_OUT, Reason.OUT_OF_MEMORY, Reason.CRASHED, Reason.NOT_CONNECTED, Reason.DISK_ERROR}
)

_SAVE = """
INSERT INTO scanned_folder (organisation_id, place_id, fingerprint, path, digest, reader, locked, read, partly, skipped, bytes)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (organisation_id, place_id, fingerprint) DO UPDATE SET
  digest = excluded.digest, reader = excluded.reader, locked = excluded.locked, read = excluded.read,
  partly = excluded.partly, skipped = excluded.skipped, bytes = excluded.bytes
"""
_FORGET = "DELETE FROM scanned_folder WHERE organisation_id = %s AND place_id = %s AND fingerprint = %s"
_DOUBT = "UPDATE scanned_folder SET digest = '' WHERE organisation_id = %s AND place_id = %s AND fingerprint = %s"
_RIGHTS = "UPDATE scanned_folder SET rights_id = %s WHERE organisation_id = %s AND place_id = %s AND fingerprint = %s"
_LOAD = """
SELECT fingerprint, digest, reader, locked, read, partly, skipped, bytes, rights_id FROM scanned_folder
WHERE organisation_id = %s AND place_id = %s
"""


@dataclass(slots=True)
class Folder:
    """One that is being looked at: what was heard of its files so far."""

    path: str
    printed: str
    digest: str
    left: set[str] | None  # names of files that were listed and have not ended; None: too many to hold
    lasting: bool = True  # all of them ended so that they need no look the next time
    in_series: bool = False  # some of them may be part of one
    is_series_told: bool = False
    locked: bool = False
    read: int = 0
    partly: int = 0
    skipped: int = 0
    bytes: int = 0
    loaded: list[str] = field(default_factory=list)  # fingerprints of its files

    @property
    def has_ended(self) -> bool:
        """Whether nothing more will be heard of it. A kill before its series was told must not leave it as known."""
        return self.left is not None and not self.left and (self.is_series_told or not self.in_series)

    def hear(self, name: str, event: ItemRead | ItemPartly | Skipped) -> None:
        if self.left is not None:
            if name not in self.left:  # a folder in it that could not be listed, or a file told twice
                return
            self.left.remove(name)
        if isinstance(event, Skipped):
            self.skipped += 1
            self.lasting = self.lasting and event.reason in LASTING
        else:
            self.bytes += event.facts.size
            self.lasting = self.lasting and event.facts.links < 2  # another name may lie in any folder, and go
            self.in_series = self.in_series or event.sibling is not None
            if isinstance(event, ItemRead):
                self.read += 1
            else:
                self.partly += 1
        if isinstance(event, ItemPartly):
            self.locked = self.locked or any(reason is Reason.ENCRYPTED for _, reason in event.parts)
            self.lasting = self.lasting and not was_broken_off(event.locator, event.parts)
        elif isinstance(event, Skipped):
            self.locked = self.locked or event.reason is Reason.ENCRYPTED


def was_broken_off(item: Locator, parts: Iterable[tuple[Locator, Reason]]) -> bool:
    """Whether the reading of a file ended before its end."""
    return any(part == item and reason in BROKEN_OFF for part, reason in parts)


@dataclass(frozen=True, slots=True)
class _Known:
    digest: str
    reader: str
    locked: bool
    read: int
    partly: int
    skipped: int
    bytes: int
    rights: int | None


class Folders:
    """Those of one place during one scan."""

    def __init__(
        self, door: Door, place: int, reader: str, cursor: Callable[[], Any], *, with_passwords: bool, look_again: bool
    ) -> None:
        self.door = door
        self.place = place
        self.reader = reader
        self.with_passwords = with_passwords
        self.look_again = look_again  # whatever is known
        self.met: set[str] = set()
        self.open: dict[str, Folder] = {}  # by path
        self.new: list[Folder] = []  # not in the store yet
        self.seen: list[tuple[str, Rights]] = []  # who may look into folders, of this batch
        self.rights = RightsRows(door, cursor)
        with door._reading(), cursor() as rows:
            rows.execute(_LOAD, (door.organisation_id, place))
            self.known = {printed: _Known(*columns) for printed, *columns in rows.fetchall()}

    def digest(self, listing: bytes) -> str:
        return hashlib.blake2b(listing, key=self.door.keys.content_key, digest_size=16).hexdigest()

    def listed(
        self, path: str, printed: str, listing: bytes, names: Collection[str] | None
    ) -> FolderUnchanged | Folder:
        """A folder's listing: either all of it is known, or it is to be looked at."""
        self.met.add(printed)
        digest = self.digest(listing) if listing else ""
        known = self.known.get(printed)
        if (
            known is not None
            and digest
            and known.digest == digest
            and known.reader == self.reader
            and not self.look_again
            and not (known.locked and self.with_passwords)
        ):
            return FolderUnchanged(Locator((path or ".",)), known.read, known.partly, known.skipped, known.bytes)
        folder = self.open[path] = Folder(
            path, printed, digest, None if names is None else set(names), lasting=bool(digest)
        )
        if known is None:
            self.new.append(folder)
        return folder

    def see_rights(self, folder: Path, printed: str) -> None:
        """Who may look into a folder now: it tells who can open what is in it, also when it is not connected any more."""
        try:
            seen = folder.stat()
        except OSError:
            return
        self.seen.append((printed, Rights(seen.st_mode, seen.st_uid, seen.st_gid, access_list(folder))))

    def begin(self, cursor: Any) -> None:
        """Keep that there are folders, before any file of theirs: else nobody would miss it if they were gone."""
        cursor.executemany(_SAVE, [self._row(folder, known=False) for folder in self.new])
        self.new.clear()
        numbers = [(self.rights.number(rights), printed) for printed, rights in self.seen]
        here = (self.door.organisation_id, self.place)
        changed = [
            (number, *here, printed)
            for number, printed in numbers
            if printed not in self.known or self.known[printed].rights != number
        ]
        cursor.executemany(_RIGHTS, changed)
        self.seen.clear()

    def end(self, cursor: Any, folders: Iterable[Folder]) -> None:
        """Keep what is known of folders after their last file."""
        cursor.executemany(_SAVE, [self._row(folder, known=folder.lasting) for folder in folders])

    def forget(self, cursor: Any, prints: Iterable[str]) -> None:
        cursor.executemany(_FORGET, [(self.door.organisation_id, self.place, printed) for printed in prints])

    def doubt(self, cursor: Any, prints: Iterable[str]) -> None:
        """Look through these folders the next time, whatever was kept."""
        cursor.executemany(_DOUBT, [(self.door.organisation_id, self.place, printed) for printed in prints])

    def unmet(self) -> list[str]:
        """Fingerprints of folders that the store knows and this scan did not come to."""
        return [printed for printed in self.known if printed not in self.met]

    def paths(self, cursor: Any, prints: Iterable[str]) -> dict[str, str]:
        wanted = set(prints)
        cursor.execute(
            "SELECT fingerprint, path FROM scanned_folder WHERE organisation_id = %s AND place_id = %s",
            (self.door.organisation_id, self.place),
        )
        rows = [(printed, path) for printed, path in cursor.fetchall() if printed in wanted]
        return {printed: self.door._decrypted("scanned_folder.path", path) for printed, path in rows}

    def _row(self, folder: Folder, *, known: bool) -> tuple[Any, ...]:
        return (
            self.door.organisation_id,
            self.place,
            folder.printed,
            self.door._encrypted("scanned_folder.path", folder.path),
            folder.digest if known else "",
            self.reader if known else "",
            folder.locked,
            folder.read,
            folder.partly,
            folder.skipped,
            folder.bytes,
        )

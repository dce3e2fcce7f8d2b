"""What the store knows of the files of one place, while a scan goes through it: rows by fingerprint, loaded folder by folder."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bailee.findings import masked
from bailee.items import ItemFacts, Media
from bailee.scanner.events import FolderUnchanged
from bailee.scanner.known import WHOLE, Known
from bailee.store.folders import Folder, Folders, was_broken_off
from bailee.store.rights import RightsRows
from bailee.store.rows.base import Door, now
from bailee.store.rows.places import Place
from bailee.store.rows.scans import portions
from bailee.store.rows.secured import sealed_in
from bailee.store.taken_over import TakenOver
from bailee.vocabulary import Locator, Reason

if TYPE_CHECKING:
    from bailee.kinds.interface import Sibling


COLUMNS = (
    "fingerprint, id, outcome, size, modified_ns, inode, device, reason, content_digest, reader, gone_at IS NOT NULL, "
    "series IS NOT NULL, changed_ns, rights_id, last_scan_id FROM scanned_file WHERE organisation_id = %s AND place_id = %s"
)
# What rows of findings and files do not tell afterwards: two scans are compared by it.
CHANGE = "INSERT INTO scan_change (organisation_id, scan_id, file_id, finding_id, what) VALUES (%s, %s, %s, %s, %s)"


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
class FileRow:
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
    last_scan: int = 0  # that opened it
    fresh: bool = False  # first met in this scan
    seen: bool = False  # met in this scan
    earlier: dict[str, tuple[int, int, str, bool]] | None = None  # findings: row, count, confidence, gone
    places: dict[tuple[str, str, str], str] = field(default_factory=dict)  # idents by detector, value, masked locator
    aliases: dict[str, str] = field(default_factory=dict)  # idents of findings that have another one in the store
    written: set[str] = field(default_factory=set)  # idents of findings written in this scan, while it is being read


class PlaceRows:
    """Rows of one place, as one scan meets them."""

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
        self.files: dict[str, FileRow] = {}
        self.cue_texts: dict[tuple[tuple[str, str, float], ...], str] = {}
        self.cue_numbers: dict[str, int] = {}
        self.rows: dict[str, int] = {}  # findings of files now being read: ident → row
        self.locators: dict[tuple[str, Locator], tuple[str, bytes]] = {}
        self.prints: dict[str, str] = {}
        self.folder_prints: dict[str, str] = {}
        self.unlisted: set[str] = set()  # what could not be listed or opened: what lies beneath stands as it was
        self.at = moment(now())
        self.look_again = look_again
        self.folders: Folders | None = None  # where the scan tells of whole folders; else every file is known at once
        self.lost: list[FileRow] = []  # files of folders that were looked through, and in which they no longer are
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
        # Whoever writes another content of the same size and sets its time back leaves the time of change behind. A backup
        # that gives a file one name more each day changes that time, too, and nothing in it.
        same = same and (facts.links > 1 or not facts.changed_ns or file.changed_ns in (None, 0, facts.changed_ns))
        digest = "" if same and not self.look_again else file.content_digest
        if not file.content_digest and facts.links < 2:
            return None  # it was another name of a file that has no other name now
        if not same and (not digest or facts.size != file.size or facts.size > WHOLE):
            return None  # of a very big file only samples are digested
        if not file.content_digest and facts.links > 1:
            return Known(is_other_name=True)
        sibling = self._sibling(file.row, locator, facts) if file.in_series else None
        if file.outcome == "read":
            return Known(sibling=sibling, digest=digest, content=file.content_digest)
        parts = self._parts(file.row)
        if was_broken_off(locator, parts):
            return None
        return Known(Reason(file.reason), parts, sibling, digest, content=file.content_digest)

    def holds(self, locator: Locator) -> bool:
        """Whether a file was read before, and what was found in it stands."""
        self._load()
        file = self.files.get(self._print(locator.item))
        return file is not None and not file.gone and file.outcome in ("read", "partly")

    @property
    def is_all_read_by_us(self) -> bool:
        """Whether no file that is there was read by another bailee: then a list of changes is enough."""
        self._load()
        return all(file.gone or file.reader == self.reader for file in self.files.values())

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
            cursor.execute(f"SELECT {COLUMNS} AND folder = %s", (*self._here, told.printed))
            for printed, *columns in cursor.fetchall():
                self.files[printed] = FileRow(*columns)
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

    def _load(self) -> None:
        """Every file of the place at once, where nobody tells of folders: an address, a single file."""
        if self._is_loaded:
            return
        self._is_loaded = True
        with self.door._reading(), self._cursor() as cursor:
            cursor.execute(f"SELECT {COLUMNS}", self._here)
            for printed, *columns in cursor.fetchall():
                self.files[printed] = FileRow(*columns)

    def _name_folders(self) -> None:
        """Give files that an earlier version wrote the fingerprint of their folder."""
        with self.door._reading(), self._cursor() as cursor:
            cursor.execute(
                "SELECT id, exact_locator FROM scanned_file WHERE organisation_id = %s AND place_id = %s AND folder = ''",
                self._here,
            )
            rows = cursor.fetchall()
        for few in portions(rows, 5_000):
            paths = [(row, folder_of(self.door._decrypted("scanned_file.locator", exact))) for row, exact in few]
            with self.door.transaction(), self._cursor() as cursor:
                cursor.executemany(
                    "UPDATE scanned_file SET folder = %s WHERE id = %s AND organisation_id = %s",
                    [(self._folder_print(path), row, self.organisation) for row, path in paths],
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
            cursor.execute(
                "SELECT exact_parts FROM scanned_file WHERE id = %s AND organisation_id = %s", (row, self.organisation)
            )
            stored = cursor.fetchone()[0]
        if stored is None:
            return ()
        parts = self.door._decrypted("scanned_file.parts", stored)
        return tuple((Locator(tuple(segments)), Reason(why)) for segments, why in parts)

    def _sibling(self, row: int, locator: Locator, facts: ItemFacts) -> Sibling:
        with self.door._reading(), self._cursor() as cursor:
            cursor.execute(
                "SELECT series FROM scanned_file WHERE id = %s AND organisation_id = %s", (row, self.organisation)
            )
            stored = cursor.fetchone()[0]
        return retold(self.door._decrypted("scanned_file.series", stored), locator, facts)

    def _paths(self, files: dict[str, FileRow]) -> dict[str, str]:
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

    def _is_here(self, printed: str | None) -> bool:
        return printed is not None and printed in self.files and self.files[printed].seen

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

    def _note(self, file: FileRow, what: str, finding: int | None = None) -> None:
        self.changes.append((self.organisation, self.scan, file.row, finding, what))

    def _cursor(self) -> Any:
        from django.db import connections

        return connections[self.door.alias].cursor()


def folder_of(item: str) -> str:
    """The folder of a file in its place; empty for one that lies in the place itself.

    >>> folder_of("hr/2024/pay.xlsx"), folder_of("pay.xlsx")
    ('hr/2024', '')
    """
    return item.rpartition("/")[0]


def lies_beneath(path: str, folders: set[str]) -> bool:
    """Whether one of the folders above the path is among them.

    >>> lies_beneath("hr/2024/pay.xlsx", {"hr"}), lies_beneath("hr.zip", {"hr"})
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


def moment(moment: datetime) -> str:
    """As the database keeps a time: UTC, without zone."""
    return moment.replace(tzinfo=None).isoformat(" ")

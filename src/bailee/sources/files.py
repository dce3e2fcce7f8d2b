"""Files and folders: every regular file under a place, folder by folder, in constant memory.

Links are not followed, so loops are harmless and nothing outside the place is read; devices, pipes and sockets are never
opened and hold no files of anybody. A file with several names is listed under each, with the same inode in its facts, and
the scanner looks through it once: by which name somebody gets at it differs, what stands in it does not.

What the system keeps beside a file's content is a place of the file (`streams`): attributes on Linux, there tried; streams of Windows
and resource forks of macOS, which nobody has run yet. Nor have long paths of Windows been; they are spelt as Microsoft says.

>>> import tempfile
>>> place = Path(tempfile.mkdtemp()); _ = (place / "a.txt").write_text("hello")
>>> [str(item.locator) for item in Files(place).items()]
['a.txt']
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from itertools import chain, islice
from pathlib import Path

from bailee.disks import access_list
from bailee.errors import CannotRead
from bailee.items import Item, ItemFacts
from bailee.sources.exclusions import NOTHING, Exclusions
from bailee.sources.interface import Listed, Same, Unreachable
from bailee.sources.ranges import Part, key_of
from bailee.sources.streams import extended
from bailee.sources.system_errors import reason_of
from bailee.vocabulary import Locator, Reason

_Folder = tuple[str, str, str]  # path, relative to the place, why it is left out
MOST = 20_000  # files of one folder that are held at once; of more nobody is told before
_OFFLINE = (
    0x00001000 | 0x00040000 | 0x00400000
)  # Windows: content lies in a cloud or on tape, and reading would fetch it


def facts_of(status: os.stat_result, acl: bytes | None = None) -> ItemFacts:
    return ItemFacts(
        status.st_size,
        status.st_mtime_ns,
        status.st_ino,
        status.st_dev,
        status.st_mode,
        status.st_uid,
        status.st_gid,
        status.st_ctime_ns,
        acl,
        max(1, status.st_nlink),
    )


class Files:
    """One place: a folder, or one file. CannotRead where there is no such path, or it is neither.

    `excluded`: folders or files below it, absolute or relative to it, that are told as excluded and not looked into.
    `exclusions`: what people leave out with a reason; each file of it is told, with its size, and none is opened.
    `part`: which folders alone are told of, with their files.
    """

    def __init__(
        self,
        place: Path,
        excluded: Collection[Path] = (),
        exclusions: Exclusions = NOTHING,
        part: Part | None = None,
    ) -> None:
        self.place = place
        self.left: list[str] = []  # folders of this part with a file of several names, that it leaves to another
        self._part = part
        self.listed: Listed | None = None  # hears of each folder before its files are handed out
        self._exclusions = exclusions
        self._root = os.fspath(place) if os.name != "nt" else extended(str(place.absolute()))
        self._excluded = frozenset(os.path.normpath(Path(self._root) / path) for path in excluded)
        try:
            mode = place.stat().st_mode
        except FileNotFoundError:
            raise CannotRead(f'there is no "{place}"', hint="name a folder or a file that is there") from None
        except PermissionError:
            raise CannotRead(f'"{place}" may not be looked at', hint="run as an account that may read it") from None
        except (OSError, ValueError) as error:  # a loop of links, a name that is too long, a NUL in it
            if isinstance(error, OSError) and reason_of(error, place) is Reason.NOT_CONNECTED:
                raise CannotRead(
                    f'"{place}" is not connected', hint="connect it again; what was read of it stands"
                ) from None
            raise CannotRead(f'"{place}" cannot be opened', hint="name a folder or a file that is there") from None
        if not (stat.S_ISDIR(mode) or stat.S_ISREG(mode)):
            raise CannotRead(f'"{place}" is neither a folder nor a file', hint="devices and pipes are never opened")
        self.is_file = stat.S_ISREG(mode)

    def items(self) -> Iterator[Item | Unreachable | Same]:
        """Each regular file once, the files of one folder one after the other."""
        if self.is_file:
            path = self._root
            rule = self._exclusions.of(self.place.name, path) if self._exclusions.rules else None
            item = self._item(path, self.place.name)
            yield item if rule is None else Unreachable(item.locator, Reason.EXCLUDED, item.size, rule.reason)
            return
        folders: list[_Folder] = [(self._root, "", "")]
        while folders:
            path, relative, why = folders.pop()
            below: list[_Folder] = []
            is_ours = self._part is None or self._is_ours(path, relative)
            try:
                with os.scandir(path) as entries:
                    if not is_ours:
                        for entry in entries:
                            if _is_folder(entry):
                                list(self._entry(entry, relative, below, why))
                    elif self.listed is None:
                        for entry in entries:
                            yield from self._entry(entry, relative, below, why)
                    else:
                        yield from self._told(self.listed, relative, entries, below, why)
            except OSError as error:
                if not why and is_ours:
                    yield Unreachable(Locator((relative or ".",)), reason_of(error, path))
            if self._part is not None:
                below = [folder for folder in below if self._part.reaches(key_of(folder[1]))]
            folders.extend(sorted(below, reverse=True))

    def _is_ours(self, path: str, relative: str) -> bool:
        """Whether the files of a folder are told by this part of the place."""
        if self._part is None or not self._part.holds(key_of(relative)):
            return False
        if self._part.leaves_linked and _has_linked(path):
            self.left.append(relative)
            return False
        return True

    def _told(
        self, listed: Listed, folder: str, entries: Iterator[os.DirEntry[str]], below: list[_Folder], why: str
    ) -> Iterator[Item | Unreachable | Same]:
        """The entries of one folder, after it was told of. One that is as it was costs a look at each name, and no more."""
        held = list(islice(entries, MOST + 1))
        if len(held) > MOST:
            listed(folder, b"", None)
            for entry in chain(held, entries):
                yield from self._entry(entry, folder, below, why)
            return
        quick = None if why else self._quick(folder, held)
        if quick is not None:
            files, folders = quick
            if listed(folder, _listing(files), [name for name, _ in files]):
                below += folders
                yield Same(Locator((folder or ".",)))
                return
        made = [found for entry in held for found in self._entry(entry, folder, below, why)]
        if quick is None:
            start = len(folder) + 1 if folder else 0
            listed(folder, b"", [found.locator.item[start:] for found in made])
        yield from made

    def _quick(
        self, folder: str, entries: list[os.DirEntry[str]]
    ) -> tuple[list[tuple[str, os.stat_result]], list[_Folder]] | None:
        """Files with what the system says of them, and folders; None where anything in it is out of the ordinary."""
        files: list[tuple[str, os.stat_result]] = []
        folders: list[_Folder] = []
        start = f"{folder}/" if folder else ""
        rules, left_out = self._exclusions.rules, self._excluded
        try:
            for entry in entries:
                name = entry.name
                if left_out and os.path.normpath(entry.path) in left_out:
                    return None
                if rules and self._exclusions.of(start + name, entry.path) is not None:
                    return None
                if _is_junction is not None and _is_junction(entry):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append((entry.path, start + name, ""))
                elif entry.is_file(follow_symlinks=False):
                    files.append((name, entry.stat(follow_symlinks=False)))
        except OSError:
            return None
        if _HAS_ATTRIBUTES and any(status.st_file_attributes & _OFFLINE for _, status in files):  # type: ignore[attr-defined, unused-ignore]
            return None
        return files, folders

    def _entry(
        self, entry: os.DirEntry[str], folder: str, below: list[_Folder], why: str
    ) -> Iterator[Item | Unreachable]:
        relative = f"{folder}/{entry.name}" if folder else entry.name
        if not why and self._exclusions.rules and (rule := self._exclusions.of(relative, entry.path)) is not None:
            why = rule.reason
        if self._excluded and os.path.normpath(entry.path) in self._excluded:
            yield Unreachable(Locator((relative,)), Reason.EXCLUDED)
            return
        try:
            if _is_junction is not None and _is_junction(entry):
                return
            if entry.is_dir(follow_symlinks=False):
                below.append((entry.path, relative, why))
            elif entry.is_file(follow_symlinks=False):
                item = self._item(entry.path, relative, entry)
                yield Unreachable(item.locator, Reason.EXCLUDED, item.size, why) if why else item
        except OSError as error:
            yield Unreachable(Locator((relative,)), reason_of(error, entry.path))

    def _item(self, path: str, relative: str, entry: os.DirEntry[str] | None = None) -> Item | Unreachable:
        locator = Locator((relative,))
        try:
            status = entry.stat(follow_symlinks=False) if entry else Path(path).stat()
        except OSError as error:
            return Unreachable(locator, reason_of(error, path))
        if getattr(status, "st_file_attributes", 0) & _OFFLINE:
            return Unreachable(locator, Reason.NOT_CONNECTED, status.st_size)
        return Item(locator, status.st_size, Path(path), None, facts_of(status, access_list(path)))


# Windows: a folder that is a link by another name (Python 3.12 tells).
_is_junction: Callable[[os.DirEntry[str]], bool] | None = (
    getattr(os.DirEntry, "is_junction", None) if os.name == "nt" else None
)


def is_junction(entry: os.DirEntry[str]) -> bool:
    return _is_junction is not None and _is_junction(entry)


_HAS_ATTRIBUTES = hasattr(os.stat_result, "st_file_attributes")


def _is_folder(entry: os.DirEntry[str]) -> bool:
    with suppress(OSError):
        return entry.is_dir(follow_symlinks=False)
    return False


def _has_linked(folder: str) -> bool:
    """Whether a file of the folder has another name somewhere."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            with suppress(OSError):
                if entry.is_file(follow_symlinks=False) and entry.stat(follow_symlinks=False).st_nlink > 1:
                    return True
    return False


def _listing(files: list[tuple[str, os.stat_result]]) -> bytes:
    """All that the system says of the files of a folder, the same however it orders them.

    An access list may change and leave all of it as it was but the time of change.
    """
    files.sort()
    lines = [
        f"{name}/{s.st_size}/{s.st_mtime_ns}/{s.st_ino}/{s.st_dev}/{s.st_mode}/{s.st_uid}/{s.st_gid}/{s.st_ctime_ns}"
        for name, s in files
    ]
    return "\n".join(lines).encode("utf-8", "surrogateescape") or b"empty"

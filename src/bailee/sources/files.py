"""Files: a file, or every file below a folder, in constant memory however many and however deep.

Links are not followed, so loops cannot be; what a link points at is found where it lies. Devices, pipes and sockets are
never opened. A file with several names comes up under each of them, with the same device and inode in its facts.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     _ = (Path(folder) / "a.txt").write_text("Ann")
...     [(str(found.locator), found.size) for found in Files(Path(folder))]
[('a.txt', 3)]
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Collection, Iterator
from pathlib import Path

from bailee.errors import CannotRead
from bailee.items import Item, ItemFacts
from bailee.sources.interface import Unreachable
from bailee.vocabulary import Locator, Reason

_GONE = frozenset({errno.ENOENT, errno.ESTALE, errno.ENOTDIR})
_OFFLINE = (
    0x00001000 | 0x00040000 | 0x00400000
)  # Windows: content lies in a cloud or on tape, and reading would fetch it


class Files:
    """Iterate it. `excluded`: folders or files, absolute or relative to the place, that are told as excluded."""

    def __init__(self, place: Path, excluded: Collection[Path] = ()) -> None:
        self.place = Path(os.path.abspath(place))  # noqa: PTH100 - resolve() would follow a link that is the place
        self._excluded = frozenset(os.path.normpath(self.place / path) for path in excluded)

    def __iter__(self) -> Iterator[Item | Unreachable]:
        try:
            facts = self.place.stat()
        except OSError as error:
            raise CannotRead(
                f'there is no place "{_shown(self.place)}"'
                if error.errno in _GONE
                else f'the place "{_shown(self.place)}" cannot be opened',
                hint="check the path and who may read it",
            ) from None
        if stat.S_ISDIR(facts.st_mode):
            yield from self._below(str(self.place))
        elif stat.S_ISREG(facts.st_mode):
            yield Item(Locator((self.place.name,)), facts.st_size, path=self.place, facts=facts_of(facts))
        else:
            yield Unreachable(Locator((self.place.name,)), Reason.EXCLUDED, 0, facts_of(facts))

    def _below(self, root: str) -> Iterator[Item | Unreachable]:
        """Depth first with a stack of open listings: memory grows with the depth alone, and no recursion limits it."""
        stack: list[_Listing] = []
        try:
            opened = self._listing(root, "")
            if isinstance(opened, Unreachable):
                raise CannotRead(f'the place "{_shown(self.place)}" cannot be listed', hint="check who may read it")
            stack.append(opened)
            while stack:
                listing = stack[-1]
                try:
                    entry = next(listing.entries, None)
                except OSError as error:
                    yield Unreachable(Locator((listing.relative or ".",)), reason_of(error))
                    entry = None
                if entry is None:
                    stack.pop().close()
                    continue
                relative = f"{listing.relative}/{entry.name}" if listing.relative else entry.name
                if self._excluded and os.path.normpath(entry.path) in self._excluded:
                    yield Unreachable(Locator((relative,)), Reason.EXCLUDED)
                    continue
                if _is_folder(entry):
                    opened = self._listing(entry.path, relative)
                    if isinstance(opened, Unreachable):
                        yield opened
                    else:
                        stack.append(opened)
                else:
                    yield from _file(entry, relative)
        finally:
            for listing in stack:
                listing.close()

    def _listing(self, path: str, relative: str) -> _Listing | Unreachable:
        try:
            return _Listing(path, relative)
        except OSError as error:
            return Unreachable(Locator((relative or ".",)), reason_of(error))


class _Listing:
    """One open folder. Beyond some depth its entries are kept in memory, so that few descriptors are open."""

    __slots__ = ("_scan", "entries", "relative")

    def __init__(self, path: str, relative: str) -> None:
        self.relative = relative
        self._scan = os.scandir(path)
        self.entries: Iterator[os.DirEntry[str]] = self._scan
        if relative.count("/") > 40:
            with self._scan as scan:
                self.entries = iter(list(scan))

    def close(self) -> None:
        self._scan.close()


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False) and not _is_junction(entry)
    except OSError:
        return False


def _is_junction(entry: os.DirEntry[str]) -> bool:
    """Windows: a folder that is a link by another name."""
    check = getattr(entry, "is_junction", None)
    return bool(check and check())


def _file(entry: os.DirEntry[str], relative: str) -> Iterator[Item | Unreachable]:
    """A file as it is now. A link is no file of its own, and is passed over."""
    locator = Locator((relative,))
    try:
        if entry.is_symlink() or _is_junction(entry):
            return
        facts = entry.stat(follow_symlinks=False)
    except OSError as error:
        yield Unreachable(locator, reason_of(error))
        return
    if not stat.S_ISREG(facts.st_mode):
        yield Unreachable(locator, Reason.EXCLUDED, 0, facts_of(facts))  # a device, a pipe, a socket
        return
    if getattr(facts, "st_file_attributes", 0) & _OFFLINE:
        yield Unreachable(locator, Reason.NOT_CONNECTED, facts.st_size, facts_of(facts))
        return
    yield Item(locator, facts.st_size, path=Path(entry.path), facts=facts_of(facts))


def facts_of(found: os.stat_result) -> ItemFacts:
    return ItemFacts(
        found.st_size, found.st_mtime_ns, found.st_ino, found.st_dev, found.st_mode, found.st_uid, found.st_gid
    )


def reason_of(error: OSError) -> Reason:
    """Why a file or folder could not be opened, as the system says it."""
    if error.errno in _GONE:
        return Reason.VANISHED
    if error.errno in (errno.EACCES, errno.EPERM):
        return Reason.NO_PERMISSION
    if error.errno in (errno.EMFILE, errno.ENFILE, errno.ENOMEM):
        return Reason.OUT_OF_MEMORY
    if error.errno in (errno.ENAMETOOLONG, errno.ELOOP):
        return Reason.TOO_DEEP
    if error.errno in (errno.ENOTCONN, errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ETIMEDOUT, errno.ENODEV, errno.ENXIO):
        return Reason.NOT_CONNECTED
    return Reason.DAMAGED


def _shown(path: Path) -> str:
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")

"""Files and folders: every regular file under a place, folder by folder, in constant memory.

Links are not followed, so loops are harmless and nothing outside the place is read; devices, pipes and sockets are never
opened and hold no files of anybody. A file with several names is listed under each.

>>> import tempfile
>>> place = Path(tempfile.mkdtemp()); _ = (place / "a.txt").write_text("hello")
>>> [str(item.locator) for item in Files(place).items()]
['a.txt']
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from bailee.errors import CannotRead
from bailee.items import Item, ItemFacts
from bailee.sources.interface import Unreachable
from bailee.vocabulary import Locator, Reason


def facts_of(status: os.stat_result) -> ItemFacts:
    return ItemFacts(
        status.st_size,
        status.st_mtime_ns,
        status.st_ino,
        status.st_dev,
        status.st_mode,
        status.st_uid,
        status.st_gid,
    )


class Files:
    """One place: a folder, or one file. CannotRead where there is no such path, or it is neither."""

    def __init__(self, place: Path) -> None:
        self.place = place
        try:
            mode = place.stat().st_mode
        except FileNotFoundError:
            raise CannotRead(f'there is no "{place}"', hint="name a folder or a file that is there") from None
        except PermissionError:
            raise CannotRead(f'"{place}" may not be looked at', hint="run as an account that may read it") from None
        except (OSError, ValueError):  # a loop of links, a name that is too long, a NUL in it
            raise CannotRead(f'"{place}" cannot be opened', hint="name a folder or a file that is there") from None
        if not (stat.S_ISDIR(mode) or stat.S_ISREG(mode)):
            raise CannotRead(f'"{place}" is neither a folder nor a file', hint="devices and pipes are never opened")
        self.is_file = stat.S_ISREG(mode)

    def items(self) -> Iterator[Item | Unreachable]:
        """Each regular file once, the files of one folder one after the other."""
        if self.is_file:
            yield self._item(str(self.place), self.place.name)
            return
        folders = [(os.fspath(self.place), "")]
        while folders:
            path, relative = folders.pop()
            below: list[tuple[str, str]] = []
            try:
                with os.scandir(path) as entries:
                    for entry in entries:
                        yield from self._entry(entry, relative, below)
            except PermissionError:
                yield Unreachable(Locator((relative or ".",)), Reason.NO_PERMISSION)
            except FileNotFoundError:
                yield Unreachable(Locator((relative or ".",)), Reason.VANISHED)
            except OSError:
                yield Unreachable(Locator((relative or ".",)), Reason.DAMAGED)
            folders.extend(sorted(below, reverse=True))

    def _entry(
        self, entry: os.DirEntry[str], folder: str, below: list[tuple[str, str]]
    ) -> Iterator[Item | Unreachable]:
        relative = f"{folder}/{entry.name}" if folder else entry.name
        try:
            if entry.is_dir(follow_symlinks=False):
                below.append((entry.path, relative))
            elif entry.is_file(follow_symlinks=False):
                yield self._item(entry.path, relative, entry)
        except OSError:
            yield Unreachable(Locator((relative,)), Reason.DAMAGED)

    def _item(self, path: str, relative: str, entry: os.DirEntry[str] | None = None) -> Item | Unreachable:
        locator = Locator((relative,))
        try:
            status = entry.stat(follow_symlinks=False) if entry else os.stat(path)
        except FileNotFoundError:
            return Unreachable(locator, Reason.VANISHED)
        except PermissionError:
            return Unreachable(locator, Reason.NO_PERMISSION)
        except OSError:
            return Unreachable(locator, Reason.DAMAGED)
        return Item(locator, status.st_size, Path(path), None, facts_of(status))

"""What could be scanned from here: one `Found` for each place, made by the modules of this folder.

A module is a finder when it has `RANK`, the order in which people read about its sort, and `find(system)`. It looks at the system's own lists and at folders that
programs make; it opens no file of anybody's but the settings of the program that keeps the data.
"""

from __future__ import annotations

import errno
import os
import posixpath
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from threading import Thread
from time import monotonic

from bailee import disks


class Sort(StrEnum):
    """Sorts of places, as design and reports call them."""

    DISK = "disk"
    SHARE = "share"
    PROFILE = "profile"
    SYNC_FOLDER = "sync-folder"
    MAIL_STORE = "mail-store"
    MAILBOX = "mailbox"
    DATABASE = "database"
    CLOUD = "cloud"
    BACKUP = "backup"

    @property
    def plural(self) -> str:
        return _PLURALS[self]


_PLURALS = {
    Sort.DISK: "Disks",
    Sort.SHARE: "Shares",
    Sort.PROFILE: "Home folders",
    Sort.SYNC_FOLDER: "Folders in step with a cloud",
    Sort.MAIL_STORE: "Mail kept here",
    Sort.MAILBOX: "Mailboxes elsewhere",
    Sort.DATABASE: "Databases",
    Sort.CLOUD: "Stores in a cloud",
    Sort.BACKUP: "Backups",
}


@dataclass(frozen=True, slots=True)
class Found:
    """A place that holds, or may hold, somebody's data."""

    sort: Sort
    name: str  # what people call it: "Thunderbird of pat", "/srv"
    address: str = ""  # what `bailee scan` takes: a path, or an address such as imaps://pat@mail.example.com/
    program: str = ""  # that keeps it: ext4, Dropbox, PostgreSQL
    whose: str = ""  # account of this system
    size: int | None = None  # bytes held, where that is quick to know
    encrypted: bool | None = None  # at rest
    removable: bool = False
    why_not: str = ""  # why it cannot be scanned as it is, and what to do; empty where it can


@dataclass(frozen=True)
class Home:
    """A home folder, and the account that it is of."""

    account: str
    path: Path


@dataclass(frozen=True)
class System:
    """The machine that is asked. `root` is another folder than `/` in tests; then nothing outside it is looked at."""

    root: Path = Path("/")
    platform: str = sys.platform
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))

    def path(self, absolute: str) -> Path:
        """A path of the system, below `root`."""
        return self.root / absolute.lstrip("/")

    def shown(self, path: Path) -> str:
        """The path as the system itself names it."""
        return str(path) if self.root == Path("/") else "/" + path.relative_to(self.root).as_posix()

    def read(self, absolute: str, most: int = 1 << 20) -> str:
        """A file of the system's own, or nothing where it is not there or may not be read."""
        return read(self.path(absolute), most)

    @cached_property
    def mounts(self) -> tuple[disks.Mount, ...]:
        return tuple(disks.read_mounts(self.read("/proc/self/mountinfo", 4 << 20)))

    @cached_property
    def shares(self) -> tuple[disks.Mount, ...]:
        """Mounts of what lies on other machines."""
        return tuple(mount for mount in self.mounts if is_share(mount.kind))

    @cached_property
    def silent(self) -> frozenset[str]:
        """Where shares are mounted that do not answer. All are asked at once: one whose server is gone may keep whoever
        asks waiting for ever."""
        there: set[str] = set()

        def ask(target: str) -> None:
            try:
                self.path(target).stat()
            except OSError as error:
                if error.errno in _GONE:
                    return
            there.add(target)

        asked = {mount.target for mount in self.shares}
        asking = [Thread(target=ask, args=(target,), daemon=True) for target in asked]
        for each in asking:
            each.start()
        until = monotonic() + _PATIENCE
        for each in asking:
            each.join(max(0.0, until - monotonic()))
        return frozenset(asked - there.copy())

    def is_silent(self, absolute: str) -> bool:
        """Whether a path lies on a share that does not answer: whoever looks at it may wait for ever."""
        return any(f"{absolute.rstrip('/')}/".startswith(f"{target.rstrip('/')}/") for target in self.silent)

    @cached_property
    def homes(self) -> tuple[Home, ...]:
        """Home folders of people: accounts that can sign in, and those folders that are still there after their account went."""
        if self.platform == "win32":
            base = (
                self.path(self.environment.get("SystemDrive", "C:") + "\\Users")
                if self.root == Path("/")
                else self.path("/Users")
            )
            return tuple(_below(base, {"public", "default", "default user", "all users", "defaultapppool"}))
        if self.platform == "darwin":
            return tuple(_below(self.path("/Users"), {"shared", "guest"}))
        here = () if self.is_silent("/home") else _below(self.path("/home"), self._left_out("/home"))
        homes = {home.path: home for home in here}
        for line in self.read("/etc/passwd").splitlines():
            fields = line.split(":")
            if len(fields) < 7 or not fields[2].isdigit() or fields[6].endswith(("/nologin", "/false", "/sync")):
                continue
            path = self.path(fields[5])
            if self.is_silent(fields[5]):
                continue
            if (int(fields[2]) >= 1000 or fields[2] == "0") and fields[5] not in ("", "/") and _is_folder(path):
                homes[path] = Home(fields[0], path)
        return tuple(sorted(homes.values(), key=lambda home: str(home.path)))

    def _left_out(self, folder: str) -> set[str]:
        """Folders of it that are nobody's home, or that nobody may look at."""
        return {"lost+found", "linuxbrew"} | {
            posixpath.basename(target).lower() for target in self.silent if posixpath.dirname(target) == folder
        }


_PATIENCE = 3.0  # seconds for a share to answer
_GONE = frozenset(
    {
        errno.EIO, errno.ENOTCONN, errno.ESTALE, errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ENETUNREACH, errno.ETIMEDOUT,
        errno.ENXIO, errno.ENODEV,
    }
)  # fmt: skip
_USER_MADE = frozenset({"fuse.sshfs", "fuse.rclone", "fuse.s3fs", "fuse.davfs", "fuse.curlftpfs", "fuse.gvfsd-fuse"})


def is_share(kind: str) -> bool:
    """Whether a file system of this kind lies on another machine."""
    return kind in disks.NETWORK or kind in _USER_MADE


def read(path: Path, most: int = 1 << 20) -> str:
    """The first bytes of a small text file; nothing where it is not there, no file, or may not be read."""
    try:
        if not path.is_file():
            return ""
        with path.open("rb") as stream:
            return stream.read(most).decode("utf-8", "replace")
    except OSError:
        return ""


def below(folder: Path) -> Iterator[Path]:
    """What lies in a folder, in order; nothing where it is not there or may not be listed."""
    try:
        yield from sorted(folder.iterdir())
    except OSError:
        return


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _below(base: Path, without: set[str]) -> Iterator[Home]:
    for path in below(base):
        if (
            path.name.lower() not in without
            and not path.name.startswith(".")
            and _is_folder(path)
            and not path.is_symlink()
        ):
            yield Home(path.name, path)


MOST_ENTRIES = 20_000


def size_of(path: Path) -> int | None:
    """Bytes of a file, or of all files below a folder; None where there are too many to count quickly, or it cannot be listed."""
    try:
        if path.is_file():
            return path.stat().st_size
    except OSError:
        return None
    total, seen, folders = 0, 0, [path]
    while folders:
        try:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    seen += 1
                    if seen > MOST_ENTRIES:
                        return None
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(Path(entry.path))
                    elif entry.is_file(follow_symlinks=False):
                        total += entry.stat(follow_symlinks=False).st_size
        except OSError:
            return None
    return total

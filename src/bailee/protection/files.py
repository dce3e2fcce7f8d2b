"""Files as they are handled while something is replaced: by open descriptors, never by a path that could be exchanged.

Everything happens relative to one opened folder, a link is never followed, and every change is on the disk before the
next one starts. What goes wrong is `Refused`, with a reason from a fixed list; the file is then as it was before.
"""

from __future__ import annotations

import base64
import contextlib
import errno
import hashlib
import hmac
import os
import secrets
import signal
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from bailee.errors import CannotRead, NotAllowed

CHUNK = 1 << 18
LONGEST_NAME = 255  # bytes, on every file system that we know
SEALED_ENDING = ".age"
AGE_STARTS = (b"age-encryption.org/v1\n", b"-----BEGIN AGE ENCRYPTED FILE-----")


class Why(StrEnum):
    """Why a file was left as it is. Programs count by it."""

    LINK = "symbolic-link"
    HARD_LINKS = "hard-linked"
    NO_FILE = "not-a-regular-file"
    VANISHED = "vanished"
    CHANGED = "changed-meanwhile"
    IN_USE = "in-use"
    NO_PERMISSION = "no-permission"
    DISK_FULL = "disk-full"
    NAME_TAKEN = "name-taken"
    NAME_TOO_LONG = "name-too-long"
    SEALED_ALREADY = "sealed-already"
    DAMAGED = "damaged"
    READ_ONLY = "read-only"
    DISK_FAULT = "disk-fault"
    CHANGED_SINCE = "changed-since-planned"
    DECIDED_ELSEWHERE = "rights-decided-elsewhere"
    ON_HOLD = "legal-hold"


_WORDS = {
    Why.LINK: ("it is a symbolic link", "name the file that it leads to"),
    Why.HARD_LINKS: (
        "it has more than one name (hard links), and its content would stay open under the others",
        "remove the other names first: `find / -xdev -samefile FILE`",
    ),
    Why.NO_FILE: ("it is no regular file", "only regular files can be sealed"),
    Why.VANISHED: ("it is no longer there", "scan the folder again"),
    Why.CHANGED: ("it changed while it was being read", "try again when nothing writes to it"),
    Why.IN_USE: ("a program has it open for writing", "close that program and try again"),
    Why.NO_PERMISSION: ("this account may not read or replace it", "run bailee as an account that may"),
    Why.DISK_FULL: ("there is no space left beside it", "make room for one more copy of it and try again"),
    Why.NAME_TAKEN: ("a name that is needed beside it is taken", "move that file away and try again"),
    Why.NAME_TOO_LONG: ("its name is too long to add an ending", "give it a shorter name and try again"),
    Why.SEALED_ALREADY: ("it is sealed already", ""),
    Why.DAMAGED: (
        "the sealed copy was changed or damaged",
        "restore it from a backup; the recovery key opens that as well",
    ),
    Why.READ_ONLY: ("it lies where nothing can be written", "make that place writable and try again"),
    Why.DISK_FAULT: ("the disk reports a fault", "look at the system's log before anything else"),
    Why.CHANGED_SINCE: ("it is not the file any more that was looked at", "scan it and plan again"),
    Why.DECIDED_ELSEWHERE: (
        "who may open it is decided by another system, such as the server of a share",
        "change its rights there",
    ),
    Why.ON_HOLD: ("a legal hold keeps it", "`bailee hold list` shows which; what is held is not erased"),
}

_NO_SECOND_NAMES = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)

_BY_ERRNO = {
    errno.ELOOP: Why.LINK,
    errno.EMLINK: Why.LINK,
    errno.ENOENT: Why.VANISHED,
    errno.ENOTDIR: Why.VANISHED,
    errno.ESTALE: Why.VANISHED,
    errno.EACCES: Why.NO_PERMISSION,
    errno.EPERM: Why.NO_PERMISSION,
    errno.ENOSPC: Why.DISK_FULL,
    errno.EDQUOT: Why.DISK_FULL,
    errno.EFBIG: Why.DISK_FULL,
    errno.EEXIST: Why.NAME_TAKEN,
    errno.ENAMETOOLONG: Why.NAME_TOO_LONG,
    errno.EROFS: Why.READ_ONLY,
    errno.ENXIO: Why.NO_FILE,
    errno.EISDIR: Why.NO_FILE,
    errno.EBUSY: Why.IN_USE,
    errno.ETXTBSY: Why.IN_USE,
}


class Refused(CannotRead):
    """Nothing was done to this file."""

    def __init__(self, why: Why, hint: str = "") -> None:
        words, usual = _WORDS[why]
        super().__init__(words, hint=hint or usual)
        self.why = why


@contextlib.contextmanager
def explained() -> Iterator[None]:
    """The system's errors as `Refused`."""
    try:
        yield
    except OSError as error:
        raise Refused(_BY_ERRNO.get(error.errno or 0, Why.DISK_FAULT)) from None


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file was, apart from its bytes: enough to make it the same again, and to see that it still is."""

    device: int
    inode: int
    size: int
    mode: int  # permissions only
    owner: int
    group: int
    accessed_ns: int
    modified_ns: int
    changed_ns: int
    attributes: dict[str, str] = field(default_factory=dict)  # extended ones, ACLs included, base64

    def is_same_content(self, other: os.stat_result) -> bool:
        """Whether nobody wrote to it or exchanged it since; what its rights and names are now does not matter."""
        return (self.device, self.inode, self.size, self.modified_ns) == (
            other.st_dev,
            other.st_ino,
            other.st_size,
            other.st_mtime_ns,
        )

    def is_same(self, other: Facts) -> bool:
        """Whether it is the same file, with the same content and rights, as when these were taken."""
        return (self.device, self.inode, self.size, self.modified_ns, self.changed_ns) == (
            other.device,
            other.inode,
            other.size,
            other.modified_ns,
            other.changed_ns,
        )

    def is_still(self, other: os.stat_result) -> bool:
        """Whether nobody wrote to it, exchanged it or changed its rights since."""
        return (self.device, self.inode, self.size, self.modified_ns, self.changed_ns) == (
            other.st_dev,
            other.st_ino,
            other.st_size,
            other.st_mtime_ns,
            other.st_ctime_ns,
        )


def facts_of(descriptor: int, seen: os.stat_result) -> Facts:
    attributes: dict[str, str] = {}
    if sys.platform == "linux":
        with contextlib.suppress(OSError):  # not every file system has them
            for name in sorted(os.listxattr(descriptor)):
                with contextlib.suppress(OSError):
                    attributes[name] = base64.b64encode(os.getxattr(descriptor, name)).decode()
    return Facts(
        seen.st_dev,
        seen.st_ino,
        seen.st_size,
        stat.S_IMODE(seen.st_mode),
        seen.st_uid,
        seen.st_gid,
        seen.st_atime_ns,
        seen.st_mtime_ns,
        seen.st_ctime_ns,
        attributes,
    )


class Folder:
    """One opened folder. Names in it are names only: no slash, nothing followed, and no link on the way to it either.

    Paths come here with their links resolved. One that leads through a link now was exchanged since: `Refused`.
    """

    def __init__(self, path: Path) -> None:
        if os.name != "posix":
            raise NotAllowed("files can be sealed on Linux and macOS only", hint="seal them from such a machine")
        self.path = path.absolute()
        with explained():
            self.descriptor = _opened(self.path)
        self.device = os.fstat(self.descriptor).st_dev

    def __enter__(self) -> Folder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self.descriptor)

    def stat(self, name: str) -> os.stat_result | None:
        try:
            return os.stat(name, dir_fd=self.descriptor, follow_symlinks=False)
        except FileNotFoundError:
            return None

    def names(self) -> list[str]:
        """What lies in it."""
        with os.scandir(self.descriptor) as entries:
            return [entry.name for entry in entries]

    def has(self, name: str) -> bool:
        return self.stat(name) is not None

    def open(self, name: str) -> BinaryIO:
        """A regular file for reading; Refused where it is anything else, before a byte of it is read."""
        with explained():
            seen = os.stat(name, dir_fd=self.descriptor, follow_symlinks=False)
            if stat.S_ISLNK(seen.st_mode):
                raise Refused(Why.LINK)
            if not stat.S_ISREG(seen.st_mode):  # opening a device may do something
                raise Refused(Why.NO_FILE)
            flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
            try:  # not even the time of the last access changes, where this account may ask for that
                descriptor = os.open(name, flags | getattr(os, "O_NOATIME", 0), dir_fd=self.descriptor)
            except PermissionError:
                descriptor = os.open(name, flags, dir_fd=self.descriptor)
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise Refused(Why.NO_FILE)
        return os.fdopen(descriptor, "rb", buffering=0)

    def create(self, name: str, mode: int = 0o600) -> BinaryIO:
        descriptor = os.open(
            name, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, mode, dir_fd=self.descriptor
        )
        return os.fdopen(descriptor, "r+b", buffering=0)

    def link(self, old: str, new: str, inode: int) -> None:
        """Give a file its final name, which must be free, and see that it is that file which has it now.

        Where the file system knows no second names (a memory stick) its first one is taken away by this.
        """
        try:
            os.link(old, new, src_dir_fd=self.descriptor, dst_dir_fd=self.descriptor, follow_symlinks=False)
        except OSError as error:
            if error.errno not in _NO_SECOND_NAMES or self.has(new):
                raise
            os.rename(old, new, src_dir_fd=self.descriptor, dst_dir_fd=self.descriptor)
        now = self.stat(new)
        if now is None or now.st_ino != inode:
            raise Refused(Why.CHANGED)

    def link_from(self, other: Folder, old: str, new: str) -> bool:
        """A second name, here, for a file of another folder; False where there cannot be one: another disk."""
        try:
            os.link(old, new, src_dir_fd=other.descriptor, dst_dir_fd=self.descriptor, follow_symlinks=False)
        except OSError as error:
            if error.errno in (errno.EXDEV, *_NO_SECOND_NAMES):
                return False
            raise
        return True

    def remove(self, name: str) -> None:
        os.unlink(name, dir_fd=self.descriptor)

    def remove_any(self, name: str) -> None:
        """Remove a name, if it is there."""
        with contextlib.suppress(FileNotFoundError):
            self.remove(name)

    def remove_if(self, name: str, inode: int) -> bool:
        """Remove a name that is there and means this very file."""
        seen = self.stat(name)
        if seen is None or seen.st_ino != inode:
            return False
        self.remove(name)
        return True

    def sync(self) -> None:
        with contextlib.suppress(OSError):  # some network file systems cannot, and need not
            os.fsync(self.descriptor)

    def temporary_name(self) -> str:
        return f".bailee-{secrets.token_hex(8)}.tmp"


def _opened(path: Path) -> int:
    """A folder's descriptor, reached from the root by names that are no links."""
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC | os.O_NOFOLLOW
    here = os.open(path.anchor or "/", flags)
    try:
        for part in path.parts[1:]:
            try:
                there = os.open(part, flags, dir_fd=here)
            except NotADirectoryError:  # what Linux says of a link, too
                if stat.S_ISLNK(os.stat(part, dir_fd=here, follow_symlinks=False).st_mode):
                    raise Refused(Why.LINK, "a folder on the way to it is a link now: name where it leads to") from None
                raise
            os.close(here)
            here = there
    except BaseException:
        os.close(here)
        raise
    return here


@dataclass(slots=True)
class Folders:
    """Opened folders, each once. Closed together."""

    opened: dict[Path, Folder] = field(default_factory=dict)

    def __enter__(self) -> Folders:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for folder in self.opened.values():
            os.close(folder.descriptor)

    def at(self, path: Path) -> Folder:
        path = path.absolute()
        if path not in self.opened:
            self.opened[path] = Folder(path)
        return self.opened[path]

    def sync(self) -> None:
        for folder in self.opened.values():
            folder.sync()


def fitting(name: str, ending: str, ident: str) -> str:
    """A name with an ending, cut where a file system has no room for both.

    >>> fitting("pay.csv", ".moved.txt", "3f9a"), len(fitting("é" * 127, ".moved.txt", "3f9a").encode())
    ('pay.csv.moved.txt', 255)
    """
    if len(os.fsencode(name + ending)) <= LONGEST_NAME:
        return name + ending
    room = LONGEST_NAME - len(os.fsencode(f"~{ident}{ending}"))
    return os.fsencode(name)[:room].decode("utf-8", "ignore") + f"~{ident}{ending}"


def is_open_for_writing(stream: BinaryIO) -> bool:
    """Whether any program holds the file open for writing; False where the system cannot tell.

    Linux grants a read lease only where there is no writer. It is given back at once: it is asked for, not held.
    """
    if sys.platform != "linux":
        return False
    import fcntl

    try:
        fcntl.fcntl(stream, fcntl.F_SETSIG, signal.SIGURG)  # should somebody open it now: a signal that does nothing
        fcntl.fcntl(stream, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(stream, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN
    return False


class Hashing:
    """A stream that counts and fingerprints what passes through it, keyed: a plain hash of a short file is the file.

    It remembers the system's error that stopped it, since age reports it as its own. Without a key it only counts.
    """

    def __init__(self, key: bytes | None, stream: BinaryIO | None = None) -> None:
        self._digest = None if key is None else hmac.new(key, b"file\x00", hashlib.sha256)
        self._stream = stream
        self.size = 0
        self.error: OSError | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            data = self._stream.read(size if size > 0 else CHUNK) if self._stream else b""
        except OSError as error:
            self.error = error
            raise
        self._seen(data)
        return data

    def write(self, data: bytes) -> int:
        if self._stream is not None:
            try:
                view = memoryview(data)
                while view:
                    view = view[self._stream.write(view) :]
            except OSError as error:
                self.error = error
                raise
        self._seen(data)
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def _seen(self, data: bytes) -> None:
        self.size += len(data)
        if self._digest is not None:
            self._digest.update(data)

    @property
    def digest(self) -> str:
        return "" if self._digest is None else self._digest.hexdigest()


def digest_of(stream: BinaryIO, key: bytes) -> tuple[str, int]:
    """Keyed digest and size of what is on the disk."""
    forget_cache(stream)
    stream.seek(0)
    hashing = Hashing(key, stream)
    while hashing.read(CHUNK):
        pass
    return hashing.digest, hashing.size


def forget_cache(stream: BinaryIO) -> None:
    """Ask for the next read to come from the disk, as far as the system does that."""
    if hasattr(os, "posix_fadvise"):
        with contextlib.suppress(OSError):
            os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def restore(descriptor: int, facts: Facts, *, times: bool = True) -> tuple[str, ...]:
    """Owner, rights, extended attributes and times as they were; names what this account could not restore."""
    lost: list[str] = []

    def attempt(name: str, action: Any, *arguments: Any, **named: Any) -> None:
        try:
            action(*arguments, **named)
        except OSError:
            lost.append(name)

    now = os.fstat(descriptor)
    if (now.st_uid, now.st_gid) != (facts.owner, facts.group):
        attempt("owner", os.fchown, descriptor, facts.owner, facts.group)
    if sys.platform == "linux":
        for name, value in facts.attributes.items():
            attempt(name, os.setxattr, descriptor, name, base64.b64decode(value))
    attempt("mode", os.fchmod, descriptor, facts.mode)  # after the owner, whose change clears set-user-id
    if times:
        attempt("times", os.utime, descriptor, ns=(facts.accessed_ns, facts.modified_ns))
    return tuple(lost)


def copy_owner(descriptor: int, facts: Facts) -> None:
    """What is made in place of a file belongs to who owned it, where this account may say so."""
    with contextlib.suppress(OSError):
        os.fchown(descriptor, facts.owner, facts.group)

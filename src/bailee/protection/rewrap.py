"""Other readers for a file that is sealed: its header is written anew, what it closes stays byte for byte what it was.

An age file begins with its file key, wrapped for each reader, and everything after that hangs on the file key alone. So when
the organisation's key or its recovery key was replaced, a few hundred bytes are written, whatever the size of the file:

| the new header | what happens | cut off in the middle |
|---|---|---|
| is as long as the old one (as many readers: the usual case) | it is written over the old one, in place | the journal holds it whole: it is written again |
| is longer or shorter | a copy is made beside the file, compared, and renamed over it; what is closed is copied, never opened | the file is as before, or the new one |

What this does not do: whoever had the file key, because he had a key of before and a copy of the header of before, has it still. Where
a key was *stolen*, put the file back and seal it again: that makes another file key.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import io
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from bailee.errors import CannotRead
from bailee.keys import OrganisationKeys
from bailee.keys.age_header import LARGEST, Header, closes_nothing
from bailee.protection.files import CHUNK, Folder, Refused, Why, explained, facts_of, restore
from bailee.protection.journal import Journal

IN_PLACE, COPIED = "in-place", "copied"
_PAGE = 4_096  # a header in place lies within one: a disk writes that at once, or nearly
Step = Callable[[str], None]  # called before each step; tests stop the world there


class RewrapJournal(Journal):
    """A journal of its own: what is being wrapped anew is settled by writing a header, never by removing a file."""

    def __init__(self, home: Path, keys: OrganisationKeys) -> None:
        super().__init__(home, keys)
        self.path = self.path.with_suffix(".rewrap")


@dataclass(frozen=True, slots=True)
class Rewrapped:
    """`how`: in-place, or copied. `written`: bytes that went to the disk for it."""

    how: str
    written: int


def no_step(label: str) -> None:
    """Nothing stops here."""


def rewrap(
    path: Path, ident: str, keys: OrganisationKeys, journal: RewrapJournal, *, step: Step = no_step
) -> Rewrapped:
    """Wrap one sealed file for the organisation's newest key and its recovery key. Refused where that is not possible; it is then as it was."""
    with Folder(path.parent) as folder, explained():
        seen = folder.stat(path.name)
        if seen is None:
            raise Refused(Why.VANISHED)
        if stat.S_ISLNK(seen.st_mode):
            raise Refused(Why.LINK)
        if not stat.S_ISREG(seen.st_mode):
            raise Refused(Why.NO_FILE)
        if seen.st_nlink > 1:
            raise Refused(Why.HARD_LINKS)
        flags = os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC
        with os.fdopen(os.open(path.name, flags, dir_fd=folder.descriptor), "r+b", buffering=0) as sealed:
            if os.fstat(sealed.fileno()).st_ino != seen.st_ino:
                raise Refused(Why.CHANGED)
            before, after = _headers(sealed, keys)
            if len(before) == len(after) <= _PAGE:
                _in_place(folder, path, sealed, before, after, ident, journal, step)
                return Rewrapped(IN_PLACE, len(after))
            size = _copied(folder, path, sealed, len(before), after, ident, journal, step)
            return Rewrapped(COPIED, size)


def _headers(sealed: BinaryIO, keys: OrganisationKeys) -> tuple[bytes, bytes]:
    """As it is and as it is to be; another library than the one that made it has opened the new one."""
    import pyrage
    from pyrage import x25519

    start = io.BytesIO(os.pread(sealed.fileno(), LARGEST, 0))
    try:
        header = Header.read(start)
        anew = header.wrapped_for((keys.age_recipient, keys.recovery_recipient), keys.age_identities)
        opened = pyrage.decrypt(
            closes_nothing(anew, [keys.age_identity]), [x25519.Identity.from_str(keys.age_identity)]
        )
    except (CannotRead, pyrage.DecryptError):
        raise Refused(Why.DAMAGED) from None
    if opened:
        raise Refused(Why.DAMAGED)
    before = header.written()
    if start.getvalue()[: len(before)] != before:
        raise Refused(Why.DAMAGED)
    return before, anew.written()


def _in_place(
    folder: Folder, path: Path, sealed: BinaryIO, before: bytes, after: bytes, ident: str, journal: Journal, step: Step
) -> None:
    facts = os.fstat(sealed.fileno())
    journal.write(
        ident,
        "rewrap-begun",
        {
            "folder": str(path.parent.absolute()),
            "name": path.name,
            "inode": facts.st_ino,
            "size": facts.st_size,
            "before": base64.b64encode(before).decode(),
            "after": base64.b64encode(after).decode(),
        },
    )
    step("begun")
    try:
        _write_header(sealed, after, step)
    except OSError:
        with contextlib.suppress(
            OSError
        ):  # a disk that takes no more: what stood there is put back, or the journal will
            _write_header(sealed, before, no_step)
            journal.write(ident, "dropped")
        raise
    step("written")
    folder.sync()
    journal.write(ident, "noted")
    step("noted")


def _write_header(sealed: BinaryIO, header: bytes, step: Step) -> None:
    half = len(header) // 2
    _pwrite(sealed.fileno(), header[:half], 0)
    step("half written")
    _pwrite(sealed.fileno(), header[half:], half)
    os.fsync(sealed.fileno())
    if os.pread(sealed.fileno(), len(header), 0) != header:
        raise OSError


def _pwrite(descriptor: int, data: bytes, at: int) -> None:
    while data:
        written = os.pwrite(descriptor, data, at)
        data, at = data[written:], at + written


def _copied(
    folder: Folder, path: Path, sealed: BinaryIO, skip: int, after: bytes, ident: str, journal: Journal, step: Step
) -> int:
    temporary = folder.temporary_name()
    facts = facts_of(sealed.fileno(), os.fstat(sealed.fileno()))
    journal.write(
        ident, "rewrap-copying", {"folder": str(path.parent.absolute()), "temporary": temporary, "name": path.name}
    )
    step("copy begun")
    try:
        with folder.create(temporary) as copy:
            copy.write(after)
            read = _copy_rest(sealed, skip, copy)
            step("copied")
            restore(copy.fileno(), facts)
            os.utime(copy.fileno())  # a new time: what makes backups by time and size takes it along
            os.fsync(copy.fileno())
            if read != _copy_rest(copy, len(after), None):
                raise Refused(Why.DISK_FAULT)
            size = os.fstat(copy.fileno()).st_size
        step("compared")
        now = folder.stat(path.name)
        if now is None or not facts.is_still(now):
            raise Refused(Why.CHANGED)
        os.replace(temporary, path.name, src_dir_fd=folder.descriptor, dst_dir_fd=folder.descriptor)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            folder.remove(temporary)
        journal.write(ident, "dropped")
        raise
    step("replaced")
    folder.sync()
    journal.write(ident, "noted")
    step("noted")
    return size


def _copy_rest(source: BinaryIO, skip: int, target: BinaryIO | None) -> str:
    """What is closed, as it is; its digest."""
    digest, at = hashlib.sha256(), skip
    while piece := os.pread(source.fileno(), CHUNK, at):
        digest.update(piece)
        at += len(piece)
        view = memoryview(piece) if target is not None else memoryview(b"")
        while target is not None and view:
            view = view[target.write(view) :]
    return digest.hexdigest()


def settle(journal: RewrapJournal) -> Iterator[tuple[str, str]]:
    """After a crash: each file that was being wrapped anew has a whole header again. Idents, and `finished`, `kept` or `waiting`."""
    for ident, entries in journal.open_entries().items():
        entry = entries[-1]
        try:
            with Folder(Path(entry.data["folder"])) as folder, explained():
                if entry.event == "rewrap-begun":
                    done = _finish(folder, entry.data)
                else:
                    with contextlib.suppress(FileNotFoundError):
                        folder.remove(entry.data["temporary"])
                    done = "kept"
                folder.sync()
        except Refused:  # a share that is not mounted now
            yield ident, "waiting"
            continue
        journal.write(ident, "noted")
        yield ident, done


def _finish(folder: Folder, told: dict[str, object]) -> str:
    """Write the new header whole, into that very file."""
    after = base64.b64decode(str(told["after"]))
    seen = folder.stat(str(told["name"]))
    if seen is None or (seen.st_ino, seen.st_size) != (told["inode"], told["size"]):
        return "kept"  # another file stands there now: it has a header of its own
    flags = os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC
    with os.fdopen(os.open(str(told["name"]), flags, dir_fd=folder.descriptor), "r+b", buffering=0) as sealed:
        if os.fstat(sealed.fileno()).st_ino != seen.st_ino:
            raise Refused(Why.CHANGED)
        _write_header(sealed, after, no_step)
    return "finished"

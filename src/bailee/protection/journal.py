"""The journal: what is being done to files, on the disk before it is done, so that a crash loses and doubles nothing.

One file an organisation, one line an entry, each encrypted: a file's name is personal data often enough. A line that was
cut off by a crash was never acted upon and does not count.

>>> from tempfile import TemporaryDirectory
>>> from bailee.keys import MasterKey, OrganisationKeys
>>> keys, _ = OrganisationKeys.create(MasterKey.random(), "acme")
>>> with TemporaryDirectory() as home, Journal(Path(home), keys) as journal:
...     journal.write("a1", "seal-begun", {"name": "pay.csv"})
...     [(entry.ident, entry.event) for entry in journal.open_entries()["a1"]]
[('a1', 'seal-begun')]
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from bailee.errors import CannotRead, Error, NotAllowed
from bailee.keys import OrganisationKeys

CLOSED = frozenset({"noted", "dropped"})  # nothing is left to do for an ident after one of these
_FIELD = "protection.journal"
_SMALL = 1 << 20


@dataclass(frozen=True, slots=True)
class Entry:
    ident: str  # of one seal, kept by its undo
    event: str
    data: dict[str, Any] = field(repr=False)


class Journal:
    """Opened for one process at a time; whoever holds it may change files."""

    _unsettled: set[str] | None = None  # who holds it alone knows what is open, once that was read

    def __init__(self, home: Path, keys: OrganisationKeys) -> None:
        name = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in keys.organisation)
        self.path = home / "protection" / f"{name}.journal"
        self._keys = keys
        self._descriptor = -1

    def __enter__(self) -> Journal:
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            is_new = not self.path.exists()
            flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
            self._descriptor = os.open(self.path, flags, 0o600)
            self._lock()
            self._cut_torn_line()
            if is_new:  # its name has to be on the disk, too, before anything relies on it
                for folder in (self.path.parent, self.path.parent.parent):
                    _sync(folder)
        except OSError:
            self._close()
            raise NotAllowed(
                f"the journal {self.path} cannot be written, and without it no file is touched",
                hint="look for free space and for the right to write there",
            ) from None
        except Error:
            self._close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def _close(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
            self._unsettled = None

    def _lock(self) -> None:
        try:
            import fcntl
        except ImportError:
            return
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise NotAllowed(
                "another bailee is sealing or putting back files of this organisation", hint="wait until it is done"
            ) from None

    def _cut_torn_line(self) -> None:
        content = self._content()
        never_flushed = content.find(
            b"\0"
        )  # a block that a power cut left empty: what follows was not acted upon either
        whole = content.rfind(b"\n", 0, never_flushed if never_flushed >= 0 else len(content)) + 1
        if whole != len(content):
            os.ftruncate(self._descriptor, whole)
            os.fsync(self._descriptor)

    def _content(self) -> bytes:
        size = os.fstat(self._descriptor).st_size
        return os.pread(self._descriptor, size, 0) if size else b""

    def write(self, ident: str, event: str, data: dict[str, Any] | None = None) -> None:
        """One entry, on the disk when this returns."""
        self.write_all([(ident, event, data or {})])

    def write_all(self, entries: Iterable[tuple[str, str, dict[str, Any]]]) -> None:
        """Several entries, all on the disk when this returns; a crash in between keeps the first of them, each whole."""
        told = list(entries)
        line = b"".join(
            base64.b64encode(self._keys.encrypt_field(_FIELD, json.dumps(each).encode())) + b"\n" for each in told
        )
        if not line:
            return
        start = os.fstat(self._descriptor).st_size
        try:
            written = os.write(self._descriptor, line)
            if written != len(line):
                raise OSError
            os.fsync(self._descriptor)
        except OSError:
            self._unsettled = None
            with contextlib.suppress(OSError):
                os.ftruncate(self._descriptor, start)
            raise NotAllowed(
                f"the journal {self.path} cannot be written", hint="make room on the disk of the store and try again"
            ) from None
        if (unsettled := self._unsettled) is not None:
            for ident, event, _ in told:
                (unsettled.discard if event in CLOSED else unsettled.add)(ident)

    def entries(self) -> list[Entry]:
        entries: list[Entry] = []
        for line in self._content().splitlines():
            try:
                ident, event, data = json.loads(self._keys.decrypt_field(_FIELD, base64.b64decode(line, validate=True)))
            except (CannotRead, ValueError, binascii.Error):
                raise CannotRead(
                    f"the journal {self.path} is damaged, so no file is touched",
                    hint="restore it from a backup, or move it away if no `bailee protect` was interrupted",
                ) from None
            entries.append(Entry(ident, event, data))
        return entries

    def forget_settled(self) -> bool:
        """Empty it where nothing is left to do; whether it is empty now. What was done stands in the store."""
        if self.open_entries():
            return False
        os.ftruncate(self._descriptor, 0)
        os.fsync(self._descriptor)
        return True

    def open_entries(self) -> dict[str, list[Entry]]:
        """What is not settled: the entries since the last closing one, by ident, in the order in which they began."""
        unsettled: dict[str, list[Entry]] = {}
        for entry in self.entries():
            if entry.event in CLOSED:
                unsettled.pop(entry.ident, None)
            else:
                unsettled.setdefault(entry.ident, []).append(entry)
        return unsettled

    def shorten(self) -> None:
        """Empty a long journal of which everything is settled."""
        if os.fstat(self._descriptor).st_size <= _SMALL:
            return
        if self._unsettled is None:
            self._unsettled = set(self.open_entries())
        if not self._unsettled:
            os.ftruncate(self._descriptor, 0)
            os.fsync(self._descriptor)


def _sync(folder: Path) -> None:
    with contextlib.suppress(OSError):  # some file systems cannot, and need not
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

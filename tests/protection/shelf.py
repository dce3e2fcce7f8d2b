"""A home with keys, a folder with a file in it, and the whole state of that folder to compare."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from bailee.keys import MasterKey, OrganisationKeys
from bailee.protection.encrypt import Sealed, Step, no_step, seal
from bailee.protection.journal import Journal
from bailee.protection.undo import undo

AT = "2026-03-03T09:00:00Z"
KEYS, _ = OrganisationKeys.create(MasterKey.random(), "acme")


@dataclass
class Shelf:
    home: Path
    folder: Path
    keys: OrganisationKeys = KEYS

    def file(self, name: str = "pay.csv", content: bytes = b"name,ssn\n" * 30_000) -> Path:
        path = self.folder / name
        path.write_bytes(content)
        path.chmod(0o640)
        os.utime(path, ns=(1_700_000_000_123_456_789, 1_600_000_000_987_654_321))
        return path

    def seal(self, path: Path, step: Step = no_step) -> Sealed:
        with Journal(self.home, self.keys) as journal:
            sealed = seal(path, self.keys, journal, ask="the office", at=AT, step=step)
            journal.write(sealed.ident, "noted")
            return sealed

    def undo(self, sealed: Sealed, step: Step = no_step) -> tuple[str, ...]:
        with Journal(self.home, self.keys) as journal:
            undone = undo(sealed, self.keys, journal, step=step)
            journal.write(sealed.ident, "noted")
            return undone.lost

    def names(self) -> set[str]:
        return {path.name for path in self.folder.iterdir()}


def state(path: Path) -> tuple[object, ...]:
    """Everything of a file that putting it back must bring back."""
    seen = path.lstat()
    times = seen.st_atime_ns, seen.st_mtime_ns
    attributes = {name: os.getxattr(path, name) for name in os.listxattr(path)} if hasattr(os, "listxattr") else {}
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOATIME", 0))  # looking must not change what is compared
    with os.fdopen(descriptor, "rb") as stream:
        content = stream.read()
    return times, content, seen.st_mode, seen.st_uid, seen.st_gid, attributes

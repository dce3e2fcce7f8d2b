"""A home with keys, a folder with a file in it, and the whole state of that folder to compare."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from bailee.keys import MasterKey, OrganisationKeys
from bailee.protection.encrypt import Sealed, Wanted, pass_all, seal
from bailee.protection.erase import Erased, erase
from bailee.protection.files import Facts, Refused, facts_of
from bailee.protection.journal import Journal
from bailee.protection.restrict import Restricted, restrict, unrestrict
from bailee.protection.together import Step, no_step
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

    def put(self, path: Path, act: str, to: Path, step: Step = no_step) -> Sealed:
        """Move or quarantine into a folder."""
        with Journal(self.home, self.keys) as journal:
            wanted = [Wanted(path, act, to)]
            ((_, done),) = next(pass_all(wanted, self.keys, journal, ask="the office", at=AT, step=step))
            if isinstance(done, Refused):
                raise done
            journal.write(done.ident, "noted")
            return done

    def restrict(self, path: Path, step: Step = no_step) -> Restricted:
        with Journal(self.home, self.keys) as journal:
            done = restrict(path, journal, at=AT, step=step)
            journal.write(done.ident, "noted")
            return done

    def unrestrict(self, restricted: Restricted, step: Step = no_step) -> None:
        with Journal(self.home, self.keys) as journal:
            unrestrict(restricted, journal, step=step)
            journal.write(restricted.ident, "noted")

    def erase(self, path: Path, step: Step = no_step, seen: Facts | None = None) -> Erased:
        with Journal(self.home, self.keys) as journal:
            done = erase(path, self.keys, journal, ask="the office", at=AT, seen=seen or facts(path), step=step)
            journal.write(done.ident, "noted")
            return done

    def names(self) -> set[str]:
        return {path.name for path in self.folder.iterdir()}


def facts(path: Path) -> Facts:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        return facts_of(descriptor, os.fstat(descriptor))
    finally:
        os.close(descriptor)


def state(path: Path) -> tuple[object, ...]:
    """Everything of a file that putting it back must bring back."""
    seen = path.lstat()
    times = seen.st_atime_ns, seen.st_mtime_ns
    attributes = {name: os.getxattr(path, name) for name in os.listxattr(path)} if hasattr(os, "listxattr") else {}
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOATIME", 0))  # looking must not change what is compared
    with os.fdopen(descriptor, "rb") as stream:
        content = stream.read()
    return times, content, seen.st_mode, seen.st_uid, seen.st_gid, attributes

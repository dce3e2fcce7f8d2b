"""Restricting: whoever is not its owner can open a file no more. It stays where it is, and undo gives the rights back.

The mode is narrowed first and the access control list taken away then: the other way round, what the list had kept from the
group would be open to it for a moment. By descriptor, so that it is the file that was looked at.
"""

from __future__ import annotations

import base64
import contextlib
import os
import secrets
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, ClassVar

from bailee.protection.files import Facts, Folder, Refused, Why, explained, facts_of
from bailee.protection.journal import Journal
from bailee.protection.together import Step, no_step

ACL = "system.posix_acl_access"
KEPT = 0o7700  # of a mode: what its owner may do
RESTRICT = "restrict"


@dataclass(frozen=True, slots=True)
class Restricted:
    """A file whose rights were narrowed, and what they were. Holds names: stored encrypted, shown masked."""

    act: ClassVar[str] = RESTRICT

    ident: str
    folder: str
    name: str
    facts: Facts  # before
    mode: int  # after
    at: str = ""

    @property
    def original(self) -> Path:
        return Path(self.folder, self.name)

    def as_details(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of_details(cls, details: Mapping[str, Any]) -> Restricted:
        return cls(**{**details, "facts": Facts(**details["facts"])})


def restrict(path: Path, journal: Journal, *, at: str, step: Step = no_step, seen: Facts | None = None) -> Restricted:
    """Leave a file to its owner alone. Refused where that does not hold here, as on a share; all is then as it was."""
    with Folder(path.parent) as folder, folder.open(path.name) as stream, explained():
        facts = facts_of(stream.fileno(), os.fstat(stream.fileno()))
        if seen is not None and not seen.is_same(facts):
            raise Refused(Why.CHANGED_SINCE)
        done = Restricted(secrets.token_hex(8), str(folder.path), path.name, facts, facts.mode & KEPT, at)
        journal.write(done.ident, "restrict-begun", {"restricted": done.as_details()})
        step("restrict begun")
        try:
            os.fchmod(stream.fileno(), done.mode)
            step("mode narrowed")
            if ACL in facts.attributes:
                os.removexattr(stream.fileno(), ACL)
            step("list removed")
            os.fsync(stream.fileno())
            if not _holds(stream.fileno(), done):
                raise Refused(Why.DECIDED_ELSEWHERE)
            journal.write(done.ident, "restricted")
        except BaseException:
            with contextlib.suppress(OSError):  # a disk that takes nothing now: the next command settles it
                give_back(stream.fileno(), facts)
                os.fsync(stream.fileno())
                journal.write(done.ident, "dropped")
            raise
        step("restricted")
        return done


def _holds(descriptor: int, done: Restricted) -> bool:
    now = facts_of(descriptor, os.fstat(descriptor))
    return now.mode == done.mode and ACL not in now.attributes


def give_back(descriptor: int, facts: Facts) -> None:
    """The rights that a file had."""
    if ACL in facts.attributes and sys.platform == "linux":
        os.setxattr(descriptor, ACL, base64.b64decode(facts.attributes[ACL]))
    os.fchmod(descriptor, facts.mode)


def unrestrict(restricted: Restricted, journal: Journal, *, step: Step = no_step) -> None:
    """Give the rights back. Refused where it is another file now, or somebody gave it rights since: those stay."""
    with Folder(Path(restricted.folder)) as folder, folder.open(restricted.name) as stream, explained():
        if os.fstat(stream.fileno()).st_ino != restricted.facts.inode or not _holds(stream.fileno(), restricted):
            raise Refused(Why.CHANGED, "its rights were changed since, and stay as they are")
        journal.write(restricted.ident, "unrestrict-begun", {"restricted": restricted.as_details()})
        step("unrestrict begun")
        give_back(stream.fileno(), restricted.facts)
        step("rights given back")
        os.fsync(stream.fileno())
        journal.write(restricted.ident, "unrestricted")
        step("unrestricted")


def check_restricted(restricted: Restricted) -> None:
    """Refused where more than its owner can open it again."""
    with Folder(Path(restricted.folder)) as folder, folder.open(restricted.name) as stream, explained():
        if os.fstat(stream.fileno()).st_ino != restricted.facts.inode:
            raise Refused(Why.CHANGED, "another file stands there now: scan it")
        if not _holds(stream.fileno(), restricted):
            raise Refused(Why.CHANGED, "it has other rights again: plan it anew")


def finish(folder: Folder, journal: Journal, restricted: Restricted, events: Mapping[str, object]) -> str:
    """After a crash: `restricted` where all of it was done, else its rights are given back (`kept`, `undone`)."""
    if "unrestrict-begun" not in events and "restricted" in events:
        return "restricted"
    undoing = "unrestrict-begun" in events
    seen = folder.stat(restricted.name)
    if seen is not None and seen.st_ino == restricted.facts.inode:
        with folder.open(restricted.name) as stream:
            give_back(stream.fileno(), restricted.facts)
            os.fsync(stream.fileno())
    journal.write(restricted.ident, "unrestricted" if undoing else "dropped")
    return "undone" if undoing else "kept"

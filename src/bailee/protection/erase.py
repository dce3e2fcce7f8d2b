"""Erasing: a file is unlinked, with what stands for it, and nothing puts it back.

    note  →  journal  →  unlink  →  flush of the folder  →  journal

Nothing is written over it: on solid-state disks, copy-on-write file systems and snapshots that reaches other blocks than the
file's. What is promised is what was done: unlinked, flushed, copies that we know of listed. A crash in between is settled
towards keeping: what is still there stays, and the erasure is asked for again.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from bailee.keys import OrganisationKeys
from bailee.protection.encrypt import remove_note
from bailee.protection.files import Facts, Folder, Refused, Why, copy_owner, digest_of, explained, facts_of, fitting
from bailee.protection.journal import Journal
from bailee.protection.stubs import NOTE_ENDING, note_of
from bailee.protection.together import Step, no_step

ERASE = "erase"


@dataclass(frozen=True, slots=True)
class Erased:
    """A file that was erased: where it was, its size, a keyed digest of what it held. Stored encrypted, shown masked."""

    act: ClassVar[str] = ERASE

    ident: str
    folder: str
    name: str
    note_name: str
    facts: Facts
    digest: str = ""
    note: str = field(default="", repr=False)
    at: str = ""
    sealed_ident: str = ""  # of what was sealed before, and is erased as its sealed copy
    proposal: str = ""  # ident of what was approved

    @property
    def original(self) -> Path:
        return Path(self.folder, self.name)

    def as_details(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of_details(cls, details: Mapping[str, Any]) -> Erased:
        return cls(**{**details, "facts": Facts(**details["facts"])})


def erase(
    path: Path,
    keys: OrganisationKeys,
    journal: Journal,
    *,
    ask: str,
    at: str,
    seen: Facts,
    may_go: Callable[[], None] = lambda: None,
    sealed_ident: str = "",
    proposal: str = "",
    step: Step = no_step,
) -> Erased:
    """Erase one file for good. `seen`: what it was when that was decided; Refused where it is another one now.

    `may_go` is asked last, and refuses where a legal hold came in between. Until then the file is as it was.
    """
    with Folder(path.parent) as folder, folder.open(path.name) as stream, explained():
        facts = facts_of(stream.fileno(), os.fstat(stream.fileno()))
        if not seen.is_same(facts):
            raise Refused(Why.CHANGED_SINCE)
        if os.fstat(stream.fileno()).st_nlink > 1:
            raise Refused(Why.HARD_LINKS)
        digest, _ = digest_of(stream, keys.content_key)
        ident = secrets.token_hex(8)
        note_name = fitting(path.name, NOTE_ENDING[ERASE], ident)
        if folder.has(note_name):
            raise Refused(Why.NAME_TAKEN)
        note = note_of(ERASE, at, " ".join(ask.split()), ident)
        done = Erased(ident, str(folder.path), path.name, note_name, facts, digest, note, at, sealed_ident, proposal)
        journal.write(ident, "erase-begun", {"erased": done.as_details()})
        step("erase begun")
        try:
            with folder.create(note_name, 0o644) as written:
                written.write(note.encode())
                copy_owner(written.fileno(), facts)
                os.fsync(written.fileno())
            step("erase note written")
            folder.sync()
            now = folder.stat(path.name)
            if now is None or not facts.is_still(now):
                raise Refused(Why.CHANGED)
            may_go()
            journal.write(ident, "erasing")
        except BaseException:
            with contextlib.suppress(OSError):  # the next command settles it
                keep(folder, journal, done)
            raise
        step("erasing")
        try:
            folder.remove(path.name)
        except OSError:
            with contextlib.suppress(OSError):
                keep(folder, journal, done)
            raise
        step("unlinked")
        folder.sync()
        journal.write(ident, "erased")
        step("erased")
        return done


def keep(folder: Folder, journal: Journal, erased: Erased) -> None:
    """Take an unfinished erasure back: its note goes, the file stays. OSError where the disk takes nothing now."""
    remove_note(folder, erased.note_name, erased.note)
    folder.sync()
    journal.write(erased.ident, "dropped")


def finish(folder: Folder, journal: Journal, erased: Erased, events: Mapping[str, object]) -> str:
    """After a crash: `erased` where the file is gone, else it is kept."""
    if "erasing" in events and not folder.has(erased.name):
        folder.sync()
        journal.write(erased.ident, "erased")
        return "erased"
    keep(folder, journal, erased)
    return "kept"


def check_erased(erased: Erased) -> None:
    """Refused where something stands under its name again."""
    with Folder(Path(erased.folder)) as folder, explained():
        if folder.has(erased.name):
            raise Refused(Why.NAME_TAKEN, "its name is in use again: scan it")

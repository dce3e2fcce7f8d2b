"""Sealing: a file becomes an age file that the organisation's key and its recovery key open, and nobody else.

    NAME  →  NAME.age  (age v1, two recipients; `age -d -i KEY NAME.age` opens it without bailee)
             NAME.sealed.txt  (says what happened and whom to ask)

At every moment either the original or a sealed copy that was read back from the disk and compared is there, whole. The
order is: journal, temporary copy beside the original, flush, decrypt again and compare, look whether the original is
still the same, final name, note, journal, and only then is the original removed.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from bailee.errors import Error
from bailee.keys import OrganisationKeys
from bailee.protection.files import (
    AGE_STARTS,
    SEALED_ENDING,
    Facts,
    Folder,
    Hashing,
    Refused,
    Why,
    copy_owner,
    explained,
    facts_of,
    forget_cache,
    is_open_for_writing,
)
from bailee.protection.journal import Journal

NOTE_ENDING = ".sealed.txt"

NOTE = """\
This file was sealed.

The file that stood here holds personal data, and more people could open it than need to. On {day} bailee encrypted it.
Nothing is lost: the sealed copy lies beside this note, under the same name with "{ending}" at its end. Please leave both
where they are.

To read it, or to have it put back, ask {ask}.
Name this reference: {ident}
"""


Step = Callable[[str], None]


def no_step(label: str) -> None:
    """Called before each step; tests stop the world here."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed file and all that is needed to put it back. Holds names: stored encrypted, shown masked."""

    ident: str
    folder: str
    name: str
    sealed_name: str
    note_name: str
    digest: str  # of the content, keyed
    facts: Facts
    note: str = field(repr=False)
    at: str = ""

    @property
    def original(self) -> Path:
        return Path(self.folder, self.name)

    @property
    def sealed(self) -> Path:
        return Path(self.folder, self.sealed_name)

    def as_details(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of_details(cls, details: dict[str, Any]) -> Sealed:
        return cls(**{**details, "facts": Facts(**details["facts"])})


def seal(path: Path, keys: OrganisationKeys, journal: Journal, *, ask: str, at: str, step: Step = no_step) -> Sealed:
    """Seal one file. Refused where that is not possible; it is then untouched and nothing lies beside it.

    `ask`: who can open it, in words for the note. `at`: now, RFC 3339. The journal stays open for this file until
    `noted`, so that the caller can store what happened in a transaction of its own.
    """
    ident = secrets.token_hex(8)
    with Folder(path.parent) as folder, folder.open(path.name) as original, explained():
        facts = look(folder, original, path.name)
        planned = Sealed(
            ident,
            str(path.parent.absolute()),
            path.name,
            path.name + SEALED_ENDING,
            path.name + NOTE_ENDING,
            "",
            facts,
            NOTE.format(day=at[:10], ending=SEALED_ENDING, ask=" ".join(ask.split()), ident=ident),
            at,
        )
        temporary = folder.temporary_name()
        journal.write(ident, "seal-begun", {"temporary": temporary, "sealed": planned.as_details()})
        step("begun")
        try:
            done, inode = _copy(folder, original, temporary, planned, keys, step)
            journal.write(ident, "seal-ready", {"inode": inode, "sealed": done.as_details()})
            step("ready")
            if not _is_still(folder, original, done):
                raise Refused(Why.CHANGED)
            folder.link(temporary, done.sealed_name, inode)
            step("linked")
            folder.remove(temporary)
            step("temporary removed")
            with folder.create(done.note_name, 0o644) as note:
                note.write(done.note.encode())
                step("note written")
                copy_owner(note.fileno(), done.facts)
                os.fsync(note.fileno())
            folder.sync()
            # the last look: a writer that came in the meantime keeps its file
            if is_open_for_writing(original):
                raise Refused(Why.IN_USE)
            if not _is_still(folder, original, done):
                raise Refused(Why.CHANGED)
            journal.write(ident, "sealed")
        except BaseException:
            drop(folder, journal, ident)
            raise
        step("sealed")
        try:
            folder.remove(done.name)
        except OSError:  # a folder that lets files be added and not removed
            drop(folder, journal, ident)
            raise
        step("original removed")
        folder.sync()
        journal.write(ident, "seal-done")
        step("done")
        return done


def look(folder: Folder, original: BinaryIO, name: str) -> Facts:
    """What the file is; Refused where it could not be sealed as it is now."""
    seen = os.fstat(original.fileno())
    facts = facts_of(original.fileno(), seen)
    if seen.st_nlink > 1:
        raise Refused(Why.HARD_LINKS)
    if original.read(len(AGE_STARTS[1])).startswith(AGE_STARTS):
        raise Refused(Why.SEALED_ALREADY)
    original.seek(0)
    for ending in (SEALED_ENDING, NOTE_ENDING):
        if folder.has(name + ending):
            raise Refused(Why.NAME_TAKEN)
    if is_open_for_writing(original):
        raise Refused(Why.IN_USE)
    return facts


def _copy(
    folder: Folder, original: BinaryIO, temporary: str, planned: Sealed, keys: OrganisationKeys, step: Step
) -> tuple[Sealed, int]:
    """A sealed copy under a temporary name, flushed, read back and compared; its content's digest and its inode."""
    import pyrage
    from pyrage import x25519

    recipients = [x25519.Recipient.from_str(each) for each in (keys.age_recipient, keys.recovery_recipient)]
    with folder.create(temporary) as copy:
        step("temporary made")
        reader, writer = Hashing(keys.content_key, original), Hashing(keys.content_key, copy)
        try:
            pyrage.encrypt_io(reader, _Midway(writer, planned.facts.size, step), recipients)
        except (pyrage.EncryptError, OSError):
            raise reader.error or writer.error or Refused(Why.DISK_FAULT) from None
        step("encrypted")
        copy_owner(copy.fileno(), planned.facts)
        os.fsync(copy.fileno())
        step("flushed")
        digest, size = opened_digest(copy, keys)
        if (digest, size) != (reader.digest, reader.size):
            raise Refused(Why.DISK_FAULT)
        step("compared")
        if size != planned.facts.size:
            raise Refused(Why.CHANGED)
        inode = os.fstat(copy.fileno()).st_ino
    details = planned.as_details() | {"digest": digest}
    return Sealed.of_details(details), inode


class _Midway:
    """Announces a step when half of a file has passed."""

    def __init__(self, writer: Hashing, size: int, step: Step) -> None:
        self._writer, self._half, self._step = writer, size // 2, step
        self._said = False

    def write(self, data: bytes) -> int:
        if not self._said and self._writer.size >= self._half:
            self._said = True
            self._step("half encrypted")
        return self._writer.write(data)

    def flush(self) -> None:
        self._writer.flush()


def opened_digest(sealed: BinaryIO, keys: OrganisationKeys) -> tuple[str, int]:
    """Decrypt a sealed copy without keeping anything: keyed digest and size of its content. Refused where it is damaged."""
    import pyrage
    from pyrage import x25519

    forget_cache(sealed)
    sealed.seek(0)
    reader, content = Hashing(b"", sealed), Hashing(keys.content_key)
    try:
        pyrage.decrypt_io(reader, content, [x25519.Identity.from_str(each) for each in keys.age_identities])
    except (pyrage.DecryptError, OSError, ValueError):
        raise reader.error or Refused(Why.DAMAGED) from None
    return content.digest, content.size


def _is_still(folder: Folder, original: BinaryIO, done: Sealed) -> bool:
    by_name = folder.stat(done.name)
    return by_name is not None and done.facts.is_still(by_name) and done.facts.is_still(os.fstat(original.fileno()))


def drop(folder: Folder, journal: Journal, ident: str) -> None:
    """Take back an unfinished seal: remove what it made and leave the original. Safe to repeat."""
    entries = {entry.event: entry.data for entry in journal.open_entries().get(ident, [])}
    begun, ready = entries["seal-begun"], entries.get("seal-ready")
    sealed = Sealed.of_details(begun["sealed"])
    with contextlib.suppress(FileNotFoundError):
        folder.remove(begun["temporary"])
    if ready is not None:
        folder.remove_if(sealed.sealed_name, ready["inode"])
        remove_note(folder, sealed)
    folder.sync()
    journal.write(ident, "dropped")


def remove_note(folder: Folder, sealed: Sealed) -> bool:
    """Remove the note, or the part of it that was written. One in which somebody wrote since is left."""
    try:
        with folder.open(sealed.note_name) as stream:
            content = stream.read(1 << 16)
    except (Error, OSError):
        return False
    if not sealed.note.encode().startswith(content):
        return False
    folder.remove(sealed.note_name)
    return True

"""Putting a sealed file back: the same bytes, rights, owner, times and extended attributes, under the same name.

The sealed copy is opened into a temporary file first and compared with what was sealed, since age hands out the start of
a damaged file before it finds the damage. It is removed last.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path

from bailee.keys import OrganisationKeys
from bailee.protection.encrypt import Sealed, Step, no_step, opened_digest, remove_note
from bailee.protection.files import (
    Folder,
    Hashing,
    Refused,
    Why,
    digest_of,
    explained,
    restore,
)
from bailee.protection.journal import Journal


@dataclass(frozen=True, slots=True)
class Undone:
    """A file that is back. `lost`: what this account could not restore, such as the owner."""

    sealed: Sealed
    lost: tuple[str, ...] = ()


def undo(sealed: Sealed, keys: OrganisationKeys, journal: Journal, *, step: Step = no_step) -> Undone:
    """Put one file back. Refused where its name is taken or the sealed copy is missing or damaged; all is then as it was."""
    with Folder(Path(sealed.folder)) as folder, explained():
        if folder.has(sealed.name):
            raise Refused(Why.NAME_TAKEN, "move what stands under its old name away and try again")
        temporary = folder.temporary_name()
        with folder.open(sealed.sealed_name) as copy:
            journal.write(sealed.ident, "undo-begun", {"temporary": temporary, "sealed": sealed.as_details()})
            step("undo begun")
            try:
                inode, lost = _open_into(folder, copy, temporary, sealed, keys, step)
                journal.write(sealed.ident, "undo-ready", {"inode": inode})
                step("undo ready")
                folder.link(temporary, sealed.name, inode)
                step("undo linked")
                folder.remove(temporary)
                step("undo temporary removed")
                folder.sync()
                journal.write(sealed.ident, "restored")
            except BaseException:
                drop_undo(folder, journal, sealed)
                raise
        step("restored")
        folder.remove(sealed.sealed_name)
        step("sealed copy removed")
        remove_note(folder, sealed)
        step("note removed")
        folder.sync()
        journal.write(sealed.ident, "undone")
        step("undone")
        return Undone(sealed, lost)


def _open_into(
    folder: Folder, copy: object, temporary: str, sealed: Sealed, keys: OrganisationKeys, step: Step
) -> tuple[int, tuple[str, ...]]:
    import pyrage
    from pyrage import x25519

    with folder.create(temporary) as target:
        step("undo temporary made")
        reader = Hashing(b"", copy)  # type: ignore[arg-type]
        writer = Hashing(keys.content_key, target)
        try:
            pyrage.decrypt_io(reader, writer, [x25519.Identity.from_str(each) for each in keys.age_identities])
        except (pyrage.DecryptError, OSError, ValueError):
            raise reader.error or writer.error or Refused(Why.DAMAGED) from None
        step("decrypted")
        if (writer.digest, writer.size) != (sealed.digest, sealed.facts.size):
            raise Refused(Why.DAMAGED)
        os.fsync(target.fileno())
        if digest_of(target, keys.content_key) != (sealed.digest, sealed.facts.size):
            raise Refused(Why.DISK_FAULT)
        step("undo compared")
        lost = restore(target.fileno(), sealed.facts)
        os.fsync(target.fileno())
        return os.fstat(target.fileno()).st_ino, lost


def drop_undo(folder: Folder, journal: Journal, sealed: Sealed) -> None:
    entries = {entry.event: entry.data for entry in journal.open_entries().get(sealed.ident, [])}
    with contextlib.suppress(FileNotFoundError):
        folder.remove(entries["undo-begun"]["temporary"])
    if "undo-ready" in entries:
        folder.remove_if(sealed.name, entries["undo-ready"]["inode"])
    folder.sync()
    journal.write(sealed.ident, "dropped")


def check(sealed: Sealed, keys: OrganisationKeys) -> None:
    """Refused where the sealed copy is missing, damaged, or something stands under the original's name again."""
    with Folder(Path(sealed.folder)) as folder, explained():
        if folder.has(sealed.name):
            raise Refused(Why.NAME_TAKEN, "the original's name is in use again: look whether it is an open copy")
        with folder.open(sealed.sealed_name) as copy:
            if opened_digest(copy, keys) != (sealed.digest, sealed.facts.size):
                raise Refused(Why.DAMAGED)

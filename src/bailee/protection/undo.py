"""Putting a file back: the same bytes, rights, owner, times and extended attributes, under the same name.

A sealed copy is opened into a temporary file first and compared with what was sealed, since age hands out the start of a
damaged file before it finds the damage. What was moved gets its first name again, or is copied back from another disk. What
stands for the file now is removed last. Many small files go through these steps together.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from bailee.keys import OrganisationKeys
from bailee.protection.encrypt import Sealed, opened_digest, remove_note
from bailee.protection.files import (
    CHUNK,
    Folder,
    Folders,
    Hashing,
    Refused,
    Why,
    digest_of,
    explained,
    is_open_for_writing,
    restore,
)
from bailee.protection.journal import Journal
from bailee.protection.together import Step, Together, groups, no_step


@dataclass(frozen=True, slots=True)
class Undone:
    """A file that is back. `lost`: what this account could not restore, such as the owner."""

    sealed: Sealed
    lost: tuple[str, ...] = ()
    was_changed: bool = False  # since it was moved: it is back as it is now


def undo(sealed: Sealed, keys: OrganisationKeys, journal: Journal, *, step: Step = no_step) -> Undone:
    """Put one file back. Refused where its name is taken or the copy is missing or damaged; all is then as it was."""
    ((_, done),) = next(undo_all([sealed], keys, journal, step=step))
    if isinstance(done, Refused):
        raise done
    return done


Back = list[tuple[Sealed, Undone | Refused]]


def undo_all(
    sealed: Iterable[Sealed], keys: OrganisationKeys, journal: Journal, *, step: Step = no_step
) -> Iterator[Back]:
    """Put files back, some together. Each comes out as what was done, or as why all is as it was."""
    for together in groups(sealed, lambda each: each.facts.size):
        yield _Group(keys, journal, step).done(together)


@dataclass(slots=True)
class _Returning:
    """One file on its way back."""

    sealed: Sealed
    home: Folder  # where it was, and will be
    kept_in: Folder
    copy: BinaryIO
    temporary: str
    inode: int = 0
    lost: tuple[str, ...] = ()
    was_changed: bool = False
    is_begun: bool = False

    @property
    def ident(self) -> str:
        return self.sealed.ident

    @property
    def reading(self) -> BinaryIO:
        return self.copy


class _Group(Together[Sealed, _Returning, Undone]):
    """Files that are put back together."""

    def __init__(self, keys: OrganisationKeys, journal: Journal, step: Step) -> None:
        super().__init__(journal, step)
        self._keys = keys

    def _through(self, folders: Folders) -> None:
        self._log("undo-begun", lambda each: {"temporary": each.temporary, "sealed": each.sealed.as_details()})
        with self._begun():
            self._each(lambda _: self._step("undo begun"))
            self._each(self._bring)
            self._log("undo-ready", lambda each: {"inode": each.inode})
            self._each(lambda _: self._step("undo ready"))
            self._each(self._place)
            folders.sync()
            self._log("restored")
        for each in list(self._alive):
            self._step("restored")
            try:
                with explained():
                    each.kept_in.remove(each.sealed.sealed_name)
            except Refused as refused:  # the file is back
                self._leave_open(each, refused)
                continue
            self._step("sealed copy removed")
            remove_note(each.home, each.sealed.note_name, each.sealed.note)
            self._step("note removed")
        folders.sync()
        self._log("undone")
        for each in self._alive:
            self._step("undone")
            self._ended(each, Undone(each.sealed, each.lost, each.was_changed))

    def _taken_back(self, each: _Returning) -> None:
        drop_undo(each.home, each.kept_in, self._journal, each.sealed)

    # --- the steps

    def _looked_at(self, sealed: Sealed, folders: Folders) -> _Returning:
        home, kept_in = folders.at(Path(sealed.folder)), folders.at(sealed.kept_in)
        if home.has(sealed.name):
            raise Refused(Why.NAME_TAKEN, "move what stands under its old name away and try again")
        copy = kept_in.open(sealed.sealed_name)
        try:
            changed = False
            if not sealed.is_closed:
                if is_open_for_writing(copy):
                    raise Refused(Why.IN_USE)
                changed = not _is_as_moved(sealed, os.fstat(copy.fileno()))
        except BaseException:
            copy.close()
            raise
        return _Returning(sealed, home, kept_in, copy, home.temporary_name(), was_changed=changed)

    def _bring(self, each: _Returning) -> None:
        if each.sealed.is_closed:
            self._open_into(each)
        elif each.home.link_from(each.kept_in, each.sealed.sealed_name, each.temporary):
            self._step("undo temporary made")
            each.inode = os.fstat(each.copy.fileno()).st_ino
            seen = each.home.stat(each.temporary)
            if seen is None or seen.st_ino != each.inode:
                raise Refused(Why.CHANGED)
            each.lost = restore(each.copy.fileno(), each.sealed.facts, times=not each.was_changed)
            os.fsync(each.copy.fileno())
        else:
            self._copy_back(each)

    def _open_into(self, each: _Returning) -> None:
        import pyrage
        from pyrage import x25519

        sealed = each.sealed
        with each.home.create(each.temporary) as target:
            self._step("undo temporary made")
            reader, writer = Hashing(None, each.copy), Hashing(self._keys.content_key, target)
            try:
                pyrage.decrypt_io(reader, writer, [x25519.Identity.from_str(one) for one in self._keys.age_identities])
            except (pyrage.DecryptError, OSError, ValueError):
                raise reader.error or writer.error or Refused(Why.DAMAGED) from None
            self._step("decrypted")
            if (writer.digest, writer.size) != (sealed.digest, sealed.facts.size):
                raise Refused(Why.DAMAGED)
            self._finished(each, target, writer)

    def _copy_back(self, each: _Returning) -> None:
        with each.home.create(each.temporary) as target:
            self._step("undo temporary made")
            reader, writer = Hashing(self._keys.content_key, each.copy), Hashing(self._keys.content_key, target)
            while data := reader.read(CHUNK):
                writer.write(data)
            self._step("decrypted")
            self._finished(each, target, writer)

    def _finished(self, each: _Returning, target: BinaryIO, writer: Hashing) -> None:
        """Flushed with all that it had, and then read back without a trace of that."""
        each.lost = restore(target.fileno(), each.sealed.facts, times=not each.was_changed)
        os.fsync(target.fileno())
        with each.home.open(each.temporary) as written:
            if digest_of(written, self._keys.content_key) != (writer.digest, writer.size):
                raise Refused(Why.DISK_FAULT)
        self._step("undo compared")
        if os.fstat(target.fileno()).st_atime_ns != each.sealed.facts.accessed_ns and not each.was_changed:
            restore(target.fileno(), each.sealed.facts)
        each.inode = os.fstat(target.fileno()).st_ino

    def _place(self, each: _Returning) -> None:
        each.home.link(each.temporary, each.sealed.name, each.inode)
        self._step("undo linked")
        each.home.remove_any(each.temporary)
        self._step("undo temporary removed")


def _is_as_moved(sealed: Sealed, now: os.stat_result) -> bool:
    return (now.st_size, now.st_mtime_ns) == (sealed.facts.size, sealed.facts.modified_ns)


def drop_undo(home: Folder, kept_in: Folder, journal: Journal, sealed: Sealed) -> None:
    """Take back an unfinished one: what stands for the file now stays. Safe to repeat."""
    entries = {entry.event: entry.data for entry in journal.open_entries().get(sealed.ident, [])}
    home.remove_any(entries["undo-begun"]["temporary"])
    if "undo-ready" in entries and kept_in.has(sealed.sealed_name):
        home.remove_if(sealed.name, entries["undo-ready"]["inode"])
    home.sync()
    journal.write(sealed.ident, "dropped")


def check(sealed: Sealed, keys: OrganisationKeys) -> None:
    """Refused where the copy is missing, damaged, or something stands under the original's name again."""
    with Folders() as folders, explained():
        if folders.at(Path(sealed.folder)).has(sealed.name):
            raise Refused(Why.NAME_TAKEN, "the original's name is in use again: look whether it is an open copy")
        with folders.at(sealed.kept_in).open(sealed.sealed_name) as copy:
            if sealed.is_closed and opened_digest(copy, keys) != (sealed.digest, sealed.facts.size):
                raise Refused(Why.DAMAGED)

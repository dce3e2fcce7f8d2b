"""Sealing: a file becomes an age file that the organisation's key and its recovery key open, and nobody else.

    NAME  →  NAME.age  (age v1, two recipients; `age -d -i KEY NAME.age` opens it without bailee)
             NAME.sealed.txt  (says what happened and whom to ask)

At every moment either the original or a copy that was read back from the disk and compared is there, whole. The order is:
journal, temporary copy, flush, open it again and compare, look whether the original is still the same, final name, note,
journal, and only then is the original removed. In quarantine the sealed copy lies in a folder of ours, under a number; what
is moved to a confidential folder goes the same way, and is not closed.

Many small files go through these steps together: each step is flushed once for all of them.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from bailee.errors import Error
from bailee.keys import OrganisationKeys
from bailee.protection.files import (
    AGE_STARTS,
    CHUNK,
    SEALED_ENDING,
    Facts,
    Folder,
    Folders,
    Hashing,
    Refused,
    Why,
    copy_owner,
    digest_of,
    facts_of,
    fitting,
    forget_cache,
    is_open_for_writing,
    restore,
)
from bailee.protection.journal import Journal
from bailee.protection.stubs import NOTE_ENDING, note_of
from bailee.protection.together import Step, Together, groups, no_step

SEAL, QUARANTINE, MOVE = "seal", "quarantine", "move"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A file that was sealed or moved, and all that is needed to put it back. Holds names: stored encrypted, shown masked."""

    ident: str
    folder: str
    name: str
    sealed_name: str
    note_name: str
    digest: str  # of the content, keyed; of what was only moved it may be empty
    facts: Facts
    note: str = field(repr=False)
    at: str = ""
    act: str = SEAL
    to_folder: str = ""  # where the copy lies; empty: beside where the original was

    @property
    def original(self) -> Path:
        return Path(self.folder, self.name)

    @property
    def kept_in(self) -> Path:
        return Path(self.to_folder or self.folder)

    @property
    def sealed(self) -> Path:
        return self.kept_in / self.sealed_name

    @property
    def is_closed(self) -> bool:
        """Whether a key is needed to read it where it is."""
        return self.act != MOVE

    def as_details(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of_details(cls, details: Mapping[str, Any]) -> Sealed:
        return cls(**{**details, "facts": Facts(**details["facts"])})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be done with one file. `seen`: what it was when that was planned; it has to be the same still."""

    path: Path
    act: str = SEAL
    to: Path | None = None  # folder to move it to; for quarantine, the folder of ours
    seen: Facts | None = None


def seal(
    path: Path,
    keys: OrganisationKeys,
    journal: Journal,
    *,
    ask: str,
    at: str,
    step: Step = no_step,
    seen: Facts | None = None,
) -> Sealed:
    """Seal one file. Refused where that is not possible; it is then untouched and nothing lies beside it.

    `ask`: who can open it, in words for the note. `at`: now, RFC 3339. The journal stays open for this file until
    `noted`, so that the caller can store what happened in a transaction of its own.
    """
    ((_, done),) = next(pass_all([Wanted(path, seen=seen)], keys, journal, ask=ask, at=at, step=step))
    if isinstance(done, Refused):
        raise done
    return done


Passed = list[tuple[Wanted, Sealed | Refused]]


def pass_all(
    wanted: Iterable[Wanted],
    keys: OrganisationKeys,
    journal: Journal,
    *,
    ask: str,
    at: str,
    step: Step = no_step,
) -> Iterator[Passed]:
    """Seal, quarantine or move files, some together. Each comes out as what was done, or as why it was left untouched."""
    for together in groups(wanted, _size):
        yield _Group(keys, journal, ask, at, step).done(together)


def _size(wanted: Wanted) -> int:
    try:
        return wanted.path.lstat().st_size
    except (OSError, ValueError):
        return 0


@dataclass(slots=True)
class _Passing:
    """One file on its way."""

    wanted: Wanted
    planned: Sealed
    source: Folder
    target: Folder
    original: BinaryIO
    temporary: str
    inode: int = 0
    is_second_name: bool = False  # the temporary is the file itself, under another name
    is_begun: bool = False

    @property
    def ident(self) -> str:
        return self.planned.ident

    @property
    def reading(self) -> BinaryIO:
        return self.original


class _Group(Together[Wanted, _Passing, Sealed]):
    """Files that are sealed, quarantined or moved together."""

    def __init__(self, keys: OrganisationKeys, journal: Journal, ask: str, at: str, step: Step) -> None:
        super().__init__(journal, step)
        self._keys, self._ask, self._at = keys, " ".join(ask.split()), at

    def _through(self, folders: Folders) -> None:
        self._log("seal-begun", lambda each: {"temporary": each.temporary, "sealed": each.planned.as_details()})
        with self._begun():
            self._each(lambda _: self._step("begun"))
            self._each(self._copy)
            self._log("seal-ready", lambda each: {"inode": each.inode, "sealed": each.planned.as_details()})
            self._each(lambda _: self._step("ready"))
            self._each(self._place)
            folders.sync()
            self._each(self._last_look)
            self._log("sealed")
        self._each(lambda _: self._step("sealed"))
        self._each(self._leave)
        folders.sync()
        self._log("seal-done")
        for each in self._alive:
            self._step("done")
            self._ended(each, each.planned)

    def _taken_back(self, each: _Passing) -> None:
        drop(each.source, each.target, self._journal, each.ident)

    # --- the steps

    def _looked_at(self, wanted: Wanted, folders: Folders) -> _Passing:
        path, act = wanted.path, wanted.act
        source = folders.at(path.parent)
        target = source if wanted.to is None else folders.at(wanted.to)
        if act == QUARANTINE and target.device != source.device:
            raise Refused(Why.DECIDED_ELSEWHERE, "a quarantine lies on the same disk as the file")
        original = source.open(path.name)
        try:
            facts = facts_of(original.fileno(), os.fstat(original.fileno()))
            if wanted.seen is not None and not wanted.seen.is_same(facts):
                raise Refused(Why.CHANGED_SINCE)
            ident = secrets.token_hex(8)
            ending = NOTE_ENDING[act]
            if act == SEAL:
                kept, note = path.name + SEALED_ENDING, path.name + ending
            else:
                kept = ident + SEALED_ENDING if act == QUARANTINE else _free(target, path.name)
                note = fitting(path.name, ending, ident)
            taken = [(target, kept), (source, note)]
            look(source, original, path.name, taken, is_closed=act != MOVE)
        except BaseException:
            original.close()
            raise
        planned = Sealed(
            ident,
            str(source.path),
            path.name,
            kept,
            note,
            "",
            facts,
            note_of(act, self._at, self._ask, ident),
            self._at,
            act,
            "" if target is source else str(target.path),
        )
        return _Passing(wanted, planned, source, target, original, target.temporary_name())

    def _copy(self, each: _Passing) -> None:
        if each.planned.is_closed:
            self._closed_copy(each)
        elif each.target.link_from(each.source, each.planned.name, each.temporary):
            self._step("temporary made")
            seen = each.target.stat(each.temporary)
            each.inode = seen.st_ino if seen is not None else 0
            each.is_second_name = True
            if each.inode != each.planned.facts.inode:
                raise Refused(Why.CHANGED)
        else:
            self._open_copy(each)

    def _closed_copy(self, each: _Passing) -> None:
        """A sealed copy under a temporary name, flushed, read back and compared; its content's digest and its inode."""
        import pyrage
        from pyrage import x25519

        recipients = [
            x25519.Recipient.from_str(one) for one in (self._keys.age_recipient, self._keys.recovery_recipient)
        ]
        with each.target.create(each.temporary) as copy:
            self._step("temporary made")
            reader, writer = Hashing(self._keys.content_key, each.original), Hashing(None, copy)
            try:
                pyrage.encrypt_io(reader, _Midway(writer, each.planned.facts.size, self._step), recipients)
            except (pyrage.EncryptError, OSError):
                raise reader.error or writer.error or Refused(Why.DISK_FAULT) from None
            self._step("encrypted")
            copy_owner(copy.fileno(), each.planned.facts)
            os.fsync(copy.fileno())
            self._step("flushed")
            if opened_digest(copy, self._keys) != (reader.digest, reader.size):
                raise Refused(Why.DISK_FAULT)
            self._compared(each, copy, reader)

    def _open_copy(self, each: _Passing) -> None:
        """A copy on another disk, with all that the original has, flushed, read back and compared."""
        with each.target.create(each.temporary) as copy:
            self._step("temporary made")
            reader, writer = (
                Hashing(self._keys.content_key, each.original),
                _Midway(Hashing(None, copy), each.planned.facts.size, self._step),
            )
            while data := reader.read(CHUNK):
                writer.write(data)
            self._step("encrypted")
            restore(copy.fileno(), each.planned.facts)
            os.fsync(copy.fileno())
            self._step("flushed")
            with each.target.open(each.temporary) as written:
                if digest_of(written, self._keys.content_key) != (reader.digest, reader.size):
                    raise Refused(Why.DISK_FAULT)
            self._compared(each, copy, reader)

    def _compared(self, each: _Passing, copy: BinaryIO, reader: Hashing) -> None:
        self._step("compared")
        if reader.size != each.planned.facts.size:
            raise Refused(Why.CHANGED)
        each.inode = os.fstat(copy.fileno()).st_ino
        each.planned = Sealed.of_details(each.planned.as_details() | {"digest": reader.digest})

    def _place(self, each: _Passing) -> None:
        if not _is_still(each):
            raise Refused(Why.CHANGED)
        each.target.link(each.temporary, each.planned.sealed_name, each.inode)
        self._step("linked")
        each.target.remove_any(each.temporary)
        self._step("temporary removed")
        with each.source.create(each.planned.note_name, 0o644) as note:
            note.write(each.planned.note.encode())
            self._step("note written")
            copy_owner(note.fileno(), each.planned.facts)
            os.fsync(note.fileno())

    def _last_look(self, each: _Passing) -> None:
        """A writer that came in the meantime keeps its file."""
        if is_open_for_writing(each.original):
            raise Refused(Why.IN_USE)
        if not _is_still(each):
            raise Refused(Why.CHANGED)

    def _leave(self, each: _Passing) -> None:
        each.source.remove(each.planned.name)  # Refused in a folder that lets files be added and not removed
        self._step("original removed")


def look(
    folder: Folder, original: BinaryIO, name: str, taken: Iterable[tuple[Folder, str]] = (), *, is_closed: bool = True
) -> Facts:
    """What the file is; Refused where it could not be sealed as it is now. `taken`: names that have to be free."""
    seen = os.fstat(original.fileno())
    facts = facts_of(original.fileno(), seen)
    if seen.st_nlink > 1:
        raise Refused(Why.HARD_LINKS)
    if is_closed:
        if original.read(len(AGE_STARTS[1])).startswith(AGE_STARTS):
            raise Refused(Why.SEALED_ALREADY)
        original.seek(0)
    for where, free in taken or [(folder, name + SEALED_ENDING), (folder, name + NOTE_ENDING[SEAL])]:
        if where.has(free):
            raise Refused(Why.NAME_TAKEN)
    if is_open_for_writing(original):
        raise Refused(Why.IN_USE)
    return facts


def _free(target: Folder, name: str) -> str:
    """A name that nothing has in the folder, not even in other letters: what is moved on may not meet its twin later."""
    there = {each.casefold() for each in target.names()}
    stem, dot, ending = name.rpartition(".")
    numbered = (f"{stem} ({number}){dot}{ending}" if stem else f"{name} ({number})" for number in range(2, 10_000))
    for found in (name, *numbered) if name.casefold() in there else (name,):
        if found.casefold() not in there:
            return found
    raise Refused(Why.NAME_TAKEN)


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
    reader, content = Hashing(None, sealed), Hashing(keys.content_key)
    try:
        pyrage.decrypt_io(reader, content, [x25519.Identity.from_str(each) for each in keys.age_identities])
    except (pyrage.DecryptError, OSError, ValueError):
        raise reader.error or Refused(Why.DAMAGED) from None
    return content.digest, content.size


def _is_still(each: _Passing) -> bool:
    by_name = each.source.stat(each.planned.name)
    if by_name is None:
        return False
    facts, by_descriptor = each.planned.facts, os.fstat(each.original.fileno())
    if each.is_second_name:  # which changed when it was changed last
        return facts.is_same_content(by_name) and facts.is_same_content(by_descriptor)
    return facts.is_still(by_name) and facts.is_still(by_descriptor)


def drop(source: Folder, target: Folder, journal: Journal, ident: str) -> None:
    """Take back an unfinished one: remove what it made and leave the original. Safe to repeat."""
    entries = {entry.event: entry.data for entry in journal.open_entries().get(ident, [])}
    begun, ready = entries["seal-begun"], entries.get("seal-ready")
    sealed = Sealed.of_details(begun["sealed"])
    target.remove_any(begun["temporary"])
    if ready is not None:
        target.remove_if(sealed.sealed_name, ready["inode"])
        remove_note(source, sealed.note_name, sealed.note)
    target.sync()
    source.sync()
    journal.write(ident, "dropped")


def remove_note(folder: Folder, name: str, note: str) -> bool:
    """Remove a note, or the part of it that was written. One in which somebody wrote since is left."""
    try:
        with folder.open(name) as stream:
            content = stream.read(1 << 16)
    except (Error, OSError):
        return False
    if not note.encode().startswith(content):
        return False
    folder.remove(name)
    return True

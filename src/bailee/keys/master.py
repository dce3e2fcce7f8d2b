"""The master key: 32 bytes that wrap every organisation's key, and their replacement.

While it is being replaced there are two, `master.key` and `master.key.next`, and either opens what it wrapped: so the work
may be cut short anywhere, and is taken up again.
"""

from __future__ import annotations

import contextlib
import secrets
from dataclasses import dataclass, field
from pathlib import Path

import bailee.keys.custody as custody
from bailee.keys.custodians import Custodian
from bailee.keys.custody import MASTER, NEXT, Custody, Stored
from bailee.keys.fingerprints import KEY_BYTES
from bailee.keys.key_files import flush_folder, folder_of_keys, write_new
from bailee.keys.memory import keep_out_of_core_dumps


@dataclass(frozen=True, slots=True)
class MasterKey:
    """32 bytes that wrap every organisation's key. `folder` is where its file lies; None for one that lives in memory.

    `custodian`: wraps instead of the key, which it never hands out; `secret` is empty then.
    """

    secret: bytes = field(repr=False)
    folder: Path | None = None
    coming: bytes = field(default=b"", repr=False)  # takes its place, once all organisations' keys are wrapped with it
    custodian: Custodian | None = field(default=None, repr=False)

    @classmethod
    def random(cls) -> MasterKey:
        """One that no file holds: for tests, and for a run that stores nothing."""
        return cls(secrets.token_bytes(KEY_BYTES))

    @classmethod
    def create(cls, home: Path) -> MasterKey:
        """Make HOME/keys/master.key, whole or not at all. One that is there already is opened, never overwritten."""
        folder = folder_of_keys(home)
        if not (folder / MASTER).exists():
            made = Stored(Custody.FILE, secret=secrets.token_bytes(KEY_BYTES))
            with contextlib.suppress(FileExistsError):  # another process was faster: its key counts
                write_new(folder / MASTER, made.written())
        return cls.open(home)

    @classmethod
    def open(cls, home: Path) -> MasterKey:
        """The key of this home. NotAllowed where others could read it or it stays closed, CannotRead where it is missing or damaged."""
        keep_out_of_core_dumps()
        folder = home / "keys"
        coming = b""
        # the coming one first: where it has just taken the other's place, that is then read in it
        if (folder / NEXT).exists():
            with contextlib.suppress(FileNotFoundError):
                coming = custody.opened(custody.read(folder / NEXT), folder / NEXT)
        secret = custody.opened(custody.read(folder / MASTER), folder / MASTER)
        return cls(secret, folder, b"" if coming == secret else coming)

    @property
    def newest(self) -> bytes | Custodian:
        """What new wrapping is done with."""
        return self.coming or self.custodian or self.secret

    @property
    def openers(self) -> tuple[bytes | Custodian, ...]:
        """What may have been wrapped with."""
        standing = self.custodian or self.secret
        return (self.coming, standing) if self.coming else (standing,)


def prepare_next(home: Path) -> MasterKey:
    """Make the key that is to take the master key's place, in the same custody; the one that is there already, if one is."""
    folder = home / "keys"
    if not (folder / NEXT).exists():
        stored = custody.read(folder / MASTER)
        made = custody.closed(secrets.token_bytes(KEY_BYTES), stored, folder / MASTER)
        with contextlib.suppress(FileExistsError):
            write_new(folder / NEXT, made.written())
    return MasterKey.open(home)


def take_place(home: Path) -> None:
    """The new key is the master key from now on: only once everything opens with it. The old one is gone."""
    folder = home / "keys"
    before = custody.read(folder / MASTER)
    if before.entry:
        custody.note_leftover(folder, before.entry)
    (folder / NEXT).replace(folder / MASTER)
    flush_folder(folder)
    custody.remove_leftovers(folder)


def is_being_replaced(home: Path) -> bool:
    return (home / "keys" / NEXT).exists()

"""Custody: where the master key lies. HOME/keys/master.key is always there; what stands in it is the key itself, the key
closed by a passphrase, or the name of an entry in the keychain.

    bailee-master-key-1 KEY CHECK                    a file of mode 0600
    bailee-master-key-2 passphrase LOCK CLOSED-KEY   scrypt and AES-256-GCM (`passphrases`)
    bailee-master-key-2 keychain ENTRY CHECK         the key is in the keychain (`keychain`)

To move it, what is new is written and opened again before the file is replaced by one rename; what is old is removed
after that. So whenever the machine stops, the file names a place where the key is. Entries of the keychain that are no
longer named are listed in `custody.leftover` before they come to be, and removed when custody is next looked at.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import hmac
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import bailee.keys.keychain as keychain
from bailee.errors import CannotRead, Error, InvalidInput, NotAllowed
from bailee.keys.fingerprints import KEY_BYTES
from bailee.keys.key_files import check, flush_folder, refuse_if_open_to_others, replace
from bailee.keys.passphrases import Lock
from bailee.keys.wrapping import context, text, unwrap, wrap

MASTER, NEXT, LEFTOVER = "master.key", "master.key.next", "custody.leftover"
_PLAIN, _OTHERS = "bailee-master-key-1", "bailee-master-key-2"
_CLOSED = context("master key", "passphrase")
Step = Callable[[str], None]  # called between two steps: a test stops there


class Custody(StrEnum):
    """Where the master key lies."""

    FILE = "file"
    PASSPHRASE = "passphrase"  # noqa: S105 - a word, no secret
    KEYCHAIN = "keychain"


@dataclass(frozen=True, slots=True)
class Stored:
    """What a file of the master key says."""

    custody: Custody
    lock: Lock | None = None
    closed: bytes = field(default=b"", repr=False)  # the key, wrapped under the lock's
    entry: str = ""  # of the keychain
    secret: bytes = field(default=b"", repr=False)
    check: str = ""

    def written(self) -> str:
        if self.custody is Custody.FILE:
            return f"{_PLAIN} {text(self.secret)} {check(self.secret)}\n"
        if self.lock is not None:
            return f"{_OTHERS} {self.custody} {self.lock.written()} {text(self.closed)}\n"
        return f"{_OTHERS} {self.custody} {self.entry} {self.check}\n"


def read(path: Path) -> Stored:
    """NotAllowed where others could read it, CannotRead where it is missing or damaged."""
    hint = "put the file back from where you keep its copy; without it nothing that is encrypted here can be read"
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)), "rb") as stream:
            refuse_if_open_to_others(path, os.fstat(stream.fileno()))
            content = stream.read(1024)
        refuse_if_open_to_others(path.parent, path.parent.stat())
    except FileNotFoundError:
        raise CannotRead(f"the master key {path} is missing", hint=hint) from None
    except PermissionError:
        raise NotAllowed(
            f"this account may not read the master key {path}", hint="run bailee as the owner of this folder"
        ) from None
    except OSError:
        raise CannotRead(f"the master key {path} is no plain file that can be read", hint=hint) from None
    try:
        return _parsed(content.decode("ascii", "replace").split())
    except (ValueError, binascii.Error):
        raise CannotRead(f"the master key {path} is damaged", hint=hint) from None


def _parsed(words: list[str]) -> Stored:
    if words[:1] == [_PLAIN]:
        _, encoded, told = words
        secret = base64.b64decode(encoded, validate=True)
        if len(secret) != KEY_BYTES or told != check(secret):
            raise ValueError
        return Stored(Custody.FILE, secret=secret)
    header, custody, where, last = words
    if header != _OTHERS:
        raise ValueError
    if custody == Custody.PASSPHRASE:
        return Stored(Custody.PASSPHRASE, lock=Lock.read(where), closed=base64.b64decode(last, validate=True))
    if custody == Custody.KEYCHAIN:
        return Stored(Custody.KEYCHAIN, entry=where, check=last)
    raise ValueError


def opened(stored: Stored, path: Path) -> bytes:
    """The key itself. NotAllowed where the passphrase is missing or wrong, or the keychain refuses."""
    if stored.custody is Custody.FILE:
        return stored.secret
    if stored.lock is None:
        secret = keychain.get(stored.entry)
        if len(secret) != KEY_BYTES or not hmac.compare_digest(check(secret), stored.check):
            raise CannotRead(f"the entry in the keychain is not the master key {path}", hint="restore a backup")
        return secret
    for key in stored.lock.keys(path):
        with contextlib.suppress(CannotRead):
            secret = unwrap(key, stored.closed, _CLOSED, "another passphrase")
            stored.lock.remember(key)
            return secret
    raise NotAllowed("this passphrase does not open the master key")


def closed(secret: bytes, like: Stored, path: Path) -> Stored:
    """Another key in the same custody, behind the same passphrase. An entry in the keychain is made at once."""
    if like.custody is Custody.FILE:
        return Stored(Custody.FILE, secret=secret)
    if like.lock is None:
        return _in_keychain(secret, path.parent)
    for key in like.lock.keys(path):
        with contextlib.suppress(CannotRead):
            unwrap(key, like.closed, _CLOSED, "another passphrase")
            return Stored(Custody.PASSPHRASE, lock=like.lock, closed=wrap(key, secret, _CLOSED))
    raise NotAllowed("this passphrase does not open the master key")


def _in_keychain(secret: bytes, folder: Path) -> Stored:
    entry = f"master-key-{secrets.token_hex(8)}"
    note_leftover(folder, entry)  # before it is there: whatever happens, it is found again
    keychain.put(entry, secret)
    return Stored(Custody.KEYCHAIN, entry=entry, check=check(secret))


def move(home: Path, to: Custody, *, passphrase: str = "", step: Step = lambda _: None) -> None:
    """Bring the master key into another custody, or behind another passphrase.

    Kill it anywhere: the key can be opened as before, or as is new, never not at all. InvalidInput where a passphrase is
    too short or the key is just being replaced; NotAllowed where it cannot be opened or the keychain refuses.
    """
    folder = home / "keys"
    path = folder / MASTER
    with locked(folder):
        if (folder / NEXT).exists():
            raise InvalidInput("the master key is just being replaced", hint="finish that: `bailee keys rotate master`")
        before = read(path)
        secret = opened(before, path)
        if to is before.custody and to is not Custody.PASSPHRASE:
            remove_leftovers(folder)
            return
        if to is Custody.PASSPHRASE:
            lock = Lock.new(passphrase)
            key = lock.key(passphrase)
            after = Stored(to, lock=lock, closed=wrap(key, secret, _CLOSED))
            lock.remember(key)
        elif to is Custody.KEYCHAIN:
            after = _in_keychain(secret, folder)
        else:
            after = Stored(to, secret=secret)
        step("made")
        if before.entry:
            note_leftover(folder, before.entry)
        step("noted")
        if opened(_parsed(after.written().split()), path) != secret:
            raise CannotRead("what was written does not open again", hint="nothing was changed")
        step("opened again")
        replace(path, after.written())
        step("replaced")
        remove_leftovers(folder)
        step("cleared")


def note_leftover(folder: Path, entry: str) -> None:
    file = folder / LEFTOVER
    there = file.read_text().split() if file.exists() else []
    replace(file, "\n".join([*there, entry]) + "\n")


def remove_leftovers(folder: Path) -> None:
    """Entries of the keychain that no file names any more, after a move that was cut short."""
    file = folder / LEFTOVER
    if not file.exists():
        return
    named = {read(folder / name).entry for name in (MASTER, NEXT) if (folder / name).exists()}
    kept: list[str] = []
    for entry in file.read_text().split():
        if entry in named:
            continue
        try:
            keychain.remove(entry)
        except Error:
            kept.append(entry)
    if kept:
        replace(file, "\n".join(kept) + "\n")
    else:
        file.unlink()
        flush_folder(folder)


def plain(secret: bytes) -> str:
    """A file of the master key as a backup holds it, behind whatever closes the backup."""
    return Stored(Custody.FILE, secret=secret).written()


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """One at a time moves or replaces the master key."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise NotAllowed("another bailee is moving or replacing the master key", hint="wait until it is done") from None
    finally:
        os.close(descriptor)

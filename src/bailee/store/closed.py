"""A closed file: what is streamed into it opens for named age keys or behind a passphrase, and for nobody else.

    with writing(Path("b.bailee"), passphrase="…", readme="…") as stream: stream.write(b"…")
    with reading(Path("b.bailee"), passphrase="…") as stream: stream.read()

It is a tar of README.txt, of key.age (the key of this file, behind the passphrase) and of backup.age: stock `tar` and `age`
open it. Nothing of what is streamed touches a disk in the clear, and the file takes its name once it is whole.
"""

from __future__ import annotations

import io
import os
import shutil
import tarfile
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, BinaryIO

from bailee.errors import CannotRead, InvalidInput
from bailee.store.locks import FileLock

_BEGUN, _LOCK = ".backup-", "lock"  # how the folder of a file that is being written is named, and who writes it

WITH_WORDS = """\
    age -d key.age > key.txt                (asks for the passphrase)
    age -d -i key.txt backup.age | tar xz
"""
WITH_KEY = "    age -d -i YOUR-KEY backup.age | tar xz\n"


@contextmanager
def writing(
    out: Path,
    *,
    recipients: tuple[str, ...] = (),
    passphrase: str = "",
    readme: Callable[[str], str],
    also: tuple[str, ...] = (),
) -> Iterator[BinaryIO]:
    """A stream into a new closed file. `readme` makes its text from the lines that say how to open it.

    `also`: recipients who can open it beside those that were named, such as a recovery key.

    InvalidInput where nobody could open it, a recipient is none, or the file is there already.
    """
    from pyrage import x25519

    if bool(recipients) == bool(passphrase):
        raise InvalidInput(
            "say who can open it", hint="either --recipient age1… (once or more often) or --passphrase-file FILE"
        )
    if out.exists():
        raise InvalidInput(f'"{out}" is there already', hint="name a new file: nothing is replaced")
    own = x25519.Identity.generate() if passphrase else None
    to = [own.to_public()] if own is not None else [_recipient(each) for each in recipients]
    to += [_recipient(each) for each in also]
    with _temporary(out) as file:
        content = file.with_suffix(".age")
        with content.open("xb") as stream, _encrypting(stream, to) as plain:
            yield plain
        _close_up(file, content, readme(WITH_WORDS if own is not None else WITH_KEY), own, passphrase)


def _recipient(text: str) -> Any:
    import pyrage
    from pyrage import x25519

    try:
        return x25519.Recipient.from_str(text.strip())
    except pyrage.RecipientError:
        raise InvalidInput("this is no age recipient", hint="one begins with age1…; `age-keygen` makes one") from None


def _close_up(file: Path, content: Path, readme: str, own: Any, passphrase: str) -> None:
    """The outer tar: how to open it, the key behind the passphrase, and what is encrypted."""
    from pyrage import passphrase as by_passphrase

    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        with tarfile.open(fileobj=stream, mode="w") as outer:
            add(outer, "README.txt", readme.encode())
            if own is not None:
                add(outer, "key.age", by_passphrase.encrypt(f"{own}\n".encode(), passphrase))
            outer.add(content, "backup.age", filter=_nobody)
        stream.flush()
        os.fsync(stream.fileno())


def add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    """Put a member of nobody's into a tar."""
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(content), 0o600
    archive.addfile(member, io.BytesIO(content))


def _nobody(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Without the account that made it."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o600
    return member


@contextmanager
def _temporary(out: Path) -> Iterator[Path]:
    """A file that takes its name once it is whole. What a killed one left beside it is taken away."""
    beside = out.absolute().parent
    _forget_the_killed(beside)
    try:
        folder = Path(tempfile.mkdtemp(prefix=_BEGUN, dir=beside))
    except OSError:
        raise CannotRead(f'nothing can be written beside "{out}"', hint="name a folder that you can write to") from None
    try:
        file = folder / "backup.tar"
        with FileLock(folder / _LOCK).held():
            yield file
        os.link(file, out) if hasattr(os, "link") else file.rename(out)
    except FileExistsError:
        raise InvalidInput(f'"{out}" is there already', hint="name a new file: nothing is replaced") from None
    except OSError as error:
        raise CannotRead(
            f"the file cannot be written: {os.strerror(error.errno or 0).lower()}",
            hint="see to the disk, and run it again",
        ) from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _forget_the_killed(beside: Path) -> None:
    """Encrypted halves whose writers died; one that was begun a moment ago may not have its lock yet."""
    for folder in beside.glob(f"{_BEGUN}*"):
        with suppress(OSError):
            if time.time() - folder.stat().st_mtime > 60 and FileLock(folder / _LOCK).holder() is None:
                shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _encrypting(out: BinaryIO, recipients: list[Any]) -> Iterator[BinaryIO]:
    """A stream whose bytes reach `out` encrypted; nothing of it touches a disk in the clear."""
    import pyrage

    yield from _piped(lambda reader: pyrage.encrypt_io(reader, out, recipients), writing=True)


@contextmanager
def _decrypting(source: IO[bytes], identities: list[Any]) -> Iterator[BinaryIO]:
    import pyrage

    yield from _piped(lambda writer: pyrage.decrypt_io(source, writer, identities), writing=False)


def _piped(work: Callable[[BinaryIO], None], *, writing: bool) -> Iterator[BinaryIO]:
    """Let a thread do the other half of a pipe; its failure is raised here."""
    reading_end, writing_end = os.pipe()
    ours, theirs = (writing_end, reading_end) if writing else (reading_end, writing_end)
    failed: list[BaseException] = []

    def run() -> None:
        try:
            with os.fdopen(theirs, "rb" if writing else "wb") as stream:
                work(stream)
        except BaseException as error:  # noqa: BLE001 - told to the thread that waits
            failed.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        with os.fdopen(ours, "wb" if writing else "rb") as stream:
            yield stream
    except (OSError, EOFError, tarfile.TarError):
        thread.join()
        # what was read was cut off because the other half failed: that is the reason to tell
        if not failed or isinstance(failed[0], BrokenPipeError):
            raise
    thread.join()
    if failed and not isinstance(failed[0], BrokenPipeError):
        raise failed[0]


@contextmanager
def reading(file: Path, *, identities: tuple[str, ...] = (), passphrase: str = "") -> Iterator[BinaryIO]:
    """What is inside, decrypted on the way. CannotRead where nothing given opens it, or it is damaged; InvalidInput where it is none."""
    import pyrage
    from pyrage import passphrase as by_passphrase
    from pyrage import x25519

    try:
        with tarfile.open(file, "r:") as outer:
            names = set(outer.getnames())
            if "backup.age" not in names:
                raise InvalidInput(f'"{file}" is no backup of bailee')
            keys = [x25519.Identity.from_str(each.strip()) for each in identities]
            if passphrase and "key.age" in names:
                own = outer.extractfile("key.age")
                assert own is not None  # noqa: S101 - a plain member that was written so
                keys.append(
                    x25519.Identity.from_str(by_passphrase.decrypt(own.read(1 << 16), passphrase).decode().strip())
                )
            content = outer.extractfile("backup.age")
            if not keys or content is None:
                raise CannotRead(
                    "this backup is closed", hint="--passphrase-file FILE, or --identity-file FILE with an age key"
                )
            with _decrypting(content, keys) as stream:
                yield stream
    except (pyrage.DecryptError, pyrage.IdentityError):
        raise CannotRead(
            "no passphrase or key that was given opens this backup, or it is damaged",
            hint="try the one that it was made with",
        ) from None
    except (tarfile.TarError, EOFError, OSError):
        raise CannotRead(
            f'"{file}" cannot be read as a backup', hint="it may be cut off; take another copy of it"
        ) from None

"""What is handed over of a client that left: one file that only the client opens, and nothing that lies on here.

    sealed = seal_copy(provider, "lind-dental-6f3f5b", recipient="age1…")     # or passphrase="…"
    delete_copies(provider, "lind-dental-6f3f5b")

The file is a ZIP under age: `age -d -i KEY FILE > all.zip`, without bailee. The ZIP is the same byte by byte whenever it is made
of the same folder, and its digest stands on the certificate. Sealing takes the readable folder away.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from bailee.errors import CannotRead, InvalidInput, NotAllowed
from bailee.permissions import Permission
from bailee.store.workspace import Workspace

CERTIFICATE = "certificate.pdf"
_FOLDER = "handed-over"
_SHORTEST = 12  # letters of a passphrase: whoever finds the file can try as long as she likes
_BLOCK = 1 << 20
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Copies:
    """What of a client that left still lies here."""

    folders: tuple[Path, ...]  # readable
    sealed: tuple[Path, ...]

    @property
    def is_empty(self) -> bool:
        return not self.folders and not self.sealed


def hand_over_folder(home: Path) -> Path:
    """Where what is handed over is laid when it was asked for on a page: closed to others on this machine."""
    folder = home / _FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def copies(home: Path, client: str) -> Copies:
    """Newest last."""
    form = re.compile(rf"{re.escape(client)}-[0-9a-f]{{6}}(\.zip\.age)?")
    there = home / _FOLDER
    found = [path for path in there.iterdir() if form.fullmatch(path.name)] if there.is_dir() else []
    found.sort(key=lambda path: path.stat().st_mtime_ns)
    return Copies(
        tuple(path for path in found if path.is_dir()), tuple(path for path in found if path.name.endswith(".age"))
    )


def forget_unfinished(home: Path, client: str) -> int:
    """Copies of tries that came to no end: the next one writes all of it again. How many."""
    there = copies(home, client).folders
    for folder in there:
        shutil.rmtree(folder)
    for partial in (home / _FOLDER).glob(f".{client}-*.partial"):
        shutil.rmtree(partial, ignore_errors=True)
    return len(there)


def seal_copy(
    provider: Workspace, client: str, *, recipient: str = "", passphrase: str = "", folder: Path | None = None
) -> Path:
    """One file that opens with the client's key or passphrase alone, in the place of the readable folder.

    InvalidInput where neither or both are given, where one of them makes no sense, or where there is nothing to seal.
    """
    import pyrage
    from pyrage import x25519

    provider.require(Permission.OFF_BOARD)
    found = folder or next(reversed(copies(provider.home, client).folders), None)
    if found is None or not (found / CERTIFICATE).is_file():
        raise InvalidInput(
            "nothing readable of this client lies there", hint="it was sealed or deleted, or has not left yet"
        )
    if bool(recipient) is bool(passphrase):
        raise InvalidInput(
            "say who is to open it", hint="the client's public key (age1…), or a passphrase: one of them"
        )
    if passphrase and len(passphrase) < _SHORTEST:
        raise InvalidInput("this passphrase is too short", hint=f"at least {_SHORTEST} letters: five words are good")
    try:
        whose = x25519.Recipient.from_str(recipient.strip()) if recipient else None
    except pyrage.RecipientError:
        raise InvalidInput("this is no public key of age", hint="it begins with age1; `age-keygen` makes one") from None
    target = found.with_name(f"{found.name}.zip.age")
    try:
        with tempfile.TemporaryFile(dir=found.parent) as plain:
            digest = zipped(found, plain)
            plain.seek(0)
            partial = target.with_name(f".{target.name}.partial")
            with os.fdopen(os.open(partial, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as stream:
                if whose is not None:
                    pyrage.encrypt_io(plain, stream, [whose])
                else:
                    stream.write(pyrage.passphrase.encrypt(plain.read(), passphrase))
                stream.flush()
                os.fsync(stream.fileno())
            partial.rename(target)
        sealed = _digest_of(target)
        with provider.transaction(Permission.OFF_BOARD):
            provider.record("handed-over-sealed", client, {"zip_sha256": digest, "sealed_sha256": sealed})
        shutil.rmtree(found)
    except OSError as error:
        reason = os.strerror(error.errno).lower() if error.errno else type(error).__name__
        raise NotAllowed(f"it cannot be sealed: {reason}", hint="make room; the readable folder is as it was") from None
    return target


def delete_copies(provider: Workspace, client: str, *, folder: Path | None = None) -> int:
    """Take away all that still lies here of what was handed over; how many copies. The certificate can be made again."""
    provider.require(Permission.OFF_BOARD)
    there = copies(provider.home, client)
    found = [*there.folders, *there.sealed]
    if folder is not None:
        if not (folder / CERTIFICATE).is_file():
            raise CannotRead(f'"{folder}" is no folder that was handed over', hint="it holds a certificate.pdf")
        found.append(folder)
    if not found:
        return 0
    with provider.transaction(Permission.OFF_BOARD):
        provider.record("handed-over-deleted", client, {"copies": len(found)})
        for path in found:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    return len(found)


class _Through:
    """Where a ZIP is written straight through: without going back in it, its bytes follow from the files alone."""

    def __init__(self, stream: IO[bytes] | None) -> None:
        self.stream, self.digest = stream, hashlib.sha256()

    def write(self, block: bytes) -> int:
        self.digest.update(block)
        if self.stream is not None:
            self.stream.write(block)
        return len(block)

    def flush(self) -> None:
        return None


def zipped(folder: Path, stream: IO[bytes] | None = None) -> str:
    """All but the certificate, which is made afterwards, as a ZIP; its SHA-256. Without a stream, that alone."""
    through = _Through(stream)
    with zipfile.ZipFile(through, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:  # type: ignore[call-overload]
        for path in _files(folder):
            told = zipfile.ZipInfo(path.relative_to(folder).as_posix(), _EPOCH)
            told.compress_type, told.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            with path.open("rb") as source, archive.open(told, "w", force_zip64=True) as target:
                while block := source.read(_BLOCK):
                    target.write(block)
    return through.digest.hexdigest()


def _files(folder: Path) -> Sequence[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path != folder / CERTIFICATE)


def _digest_of(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()

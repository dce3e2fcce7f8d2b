"""Recover with the recovery key alone: a sealed file, or from a backup the whole store, on a machine that has nothing else."""

from __future__ import annotations

import os
import secrets
import tarfile
from pathlib import Path

from bailee.errors import CannotRead, InvalidInput
from bailee.keys.key_files import refuse_if_open_to_others
from bailee.keys.recovery import PREFIX, recipient_of, typed
from bailee.operations.back_up import Kept
from bailee.operations.restore import drill, restore


def identity_in(file: Path) -> str:
    """The recovery key in a file: as bailee wrote it, as age does, or as the lines of the kit. NotAllowed where others can read it."""
    try:
        with file.open("rb") as stream:
            refuse_if_open_to_others(file, os.fstat(stream.fileno()))
            lines = stream.read(1 << 16).decode("utf-8", "replace").splitlines()
    except OSError:
        raise CannotRead(f'the recovery key in "{file}" cannot be read', hint="see to its path and rights") from None
    whole = next((line.strip() for line in lines if line.strip().upper().startswith(PREFIX)), "")
    identity = whole.upper() or typed(lines)
    recipient_of(identity)
    return identity


def is_backup(file: Path) -> bool:
    """Whether it is a backup of ours, and no sealed file."""
    try:
        with tarfile.open(file, "r:") as outer:
            return "backup.age" in outer.getnames()
    except (tarfile.TarError, OSError):
        return False


def recover_store(file: Path, home: Path | None, identity: str) -> Kept:
    """Lay the store of a backup into an empty home and verify it; without a home: try it out, and forget it.

    CannotRead where this recovery key is not of the organisation whose backup it is, or the file is damaged.
    """
    recipient_of(identity)
    return drill(file, identities=(identity,)) if home is None else restore(file, home, identities=(identity,))


def open_sealed(file: Path, out: Path, identity: str) -> None:
    """Open a sealed file: whole, or not at all. CannotRead where it is damaged or for another key; InvalidInput where `out` is there."""
    import pyrage
    from pyrage import x25519

    recipient_of(identity)
    if out.exists():
        raise InvalidInput(f'"{out}" is there already', hint="name a new file: nothing is replaced")
    temporary = out.with_name(f".{out.name}.{secrets.token_hex(6)}")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as plain, file.open("rb") as closed:
            pyrage.decrypt_io(closed, plain, [x25519.Identity.from_str(identity)])
            plain.flush()
            os.fsync(plain.fileno())
        os.link(temporary, out)  # never replaces what came meanwhile
    except pyrage.DecryptError:
        raise CannotRead(
            f'"{file}" does not open with this recovery key, or is damaged', hint="see whose key it was sealed for"
        ) from None
    except FileExistsError:
        raise InvalidInput(f'"{out}" is there already', hint="name a new file: nothing is replaced") from None
    except OSError as error:
        reason = os.strerror(error.errno or 0).lower()
        raise CannotRead(f'"{out}" cannot be written: {reason}', hint="see to the disk and the rights") from None
    finally:
        temporary.unlink(missing_ok=True)

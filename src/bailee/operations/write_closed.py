"""A file that names somebody, written where a person said: nobody else on the machine opens it, not even while it is written."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from bailee.errors import InvalidInput, NotAllowed


def write_closed(out: Path, content: bytes) -> None:
    """One that is there already is written over, and closed first. NotAllowed where it cannot be written."""
    try:
        descriptor = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            if hasattr(os, "fchmod") and stat.S_ISREG(os.fstat(descriptor).st_mode):
                os.fchmod(descriptor, 0o600)
            stream.write(content)
    except OSError:
        raise _cannot(out) from None


def write_new(out: Path, content: bytes) -> None:
    """The same, of what replaces nothing: InvalidInput where there is a file already. What could not be written whole is not left there."""
    try:
        descriptor = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise InvalidInput(f'"{out}" is there already', hint="name a new file: nothing is replaced") from None
    except OSError:
        raise _cannot(out) from None
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
    except OSError:
        out.unlink(missing_ok=True)
        raise _cannot(out) from None


def _cannot(out: Path) -> NotAllowed:
    return NotAllowed(
        f'"{out}" cannot be written', hint="name a file in a folder that exists and that you may write to"
    )

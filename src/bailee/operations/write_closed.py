"""A file that names somebody, written where a person said: nobody else on the machine opens it, not even while it is written."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from bailee.errors import NotAllowed


def write_closed(out: Path, content: bytes) -> None:
    """One that is there already is written over, and closed first. NotAllowed where it cannot be written."""
    try:
        descriptor = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            if hasattr(os, "fchmod") and stat.S_ISREG(os.fstat(descriptor).st_mode):
                os.fchmod(descriptor, 0o600)
            stream.write(content)
    except OSError:
        raise NotAllowed(
            f'"{out}" cannot be written', hint="name a file in a folder that exists and that you may write to"
        ) from None

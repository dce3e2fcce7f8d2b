"""Copies of what a source fetched, in a private folder while they are read.

A copy has mode 0600 in a folder of mode 0700 and is removed when its item has ended. What a killed scan left is removed by
the next one: the system frees a dead process's lock.

>>> import tempfile
>>> with Spool(Path(tempfile.mkdtemp())) as spool:
...     file = spool.new()
...     oct(file.stat().st_mode & 0o777), oct(file.parent.stat().st_mode & 0o777)
('0o600', '0o700')
>>> file.exists()
False
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import time
from pathlib import Path
from secrets import token_hex


class Spool:
    """A private folder below `parent`, gone when it is closed; those that killed scans left are removed first."""

    def __init__(self, parent: Path) -> None:
        self._parent = parent
        parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _sweep(parent)
        self.folder = parent / f"scan-{token_hex(8)}"
        self.folder.mkdir(mode=0o700)
        self._lock = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        _take(self._lock)

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def new(self) -> Path:
        """A new, empty file."""
        path = self.folder / token_hex(8)
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        return path

    def close(self) -> None:
        os.close(self._lock)
        shutil.rmtree(self.folder, ignore_errors=True)
        with contextlib.suppress(OSError):  # another scan may use it
            self._parent.rmdir()


def _sweep(parent: Path) -> None:
    """Remove folders whose scan is no more: the system frees a dead process's lock."""
    for folder in parent.glob("scan-*"):
        try:
            lock = os.open(folder / "lock", os.O_RDWR)
        except FileNotFoundError:  # being made at this moment, or being removed
            if _age(folder) < 60:
                continue
            shutil.rmtree(folder, ignore_errors=True)
            continue
        except OSError:
            continue
        free = _take(lock)
        os.close(lock)
        if free:
            shutil.rmtree(folder, ignore_errors=True)


def _age(folder: Path) -> float:
    """Seconds since a folder was made; many where it is gone or the clock was put back."""
    try:
        age = time.time() - folder.stat().st_mtime
    except OSError:
        return 3600.0
    return age if age >= 0 else 3600.0


def _take(descriptor: int) -> bool:
    """Lock a file until it is closed; False where another process holds it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True

"""A lock between processes: a file that says who holds it, and that the system frees when its holder dies.

>>> import tempfile
>>> path = Path(tempfile.mkdtemp()) / "scan.lock"
>>> with FileLock(path).held(blocking=False):
...     FileLock(path).holder().pid == os.getpid()
True
>>> FileLock(path).holder() is None
True
"""

from __future__ import annotations

import hashlib
import json
import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


@dataclass(frozen=True, slots=True)
class Holder:
    pid: int  # 0: it wrote nothing yet, or lets go at this moment
    since: datetime
    about: str = ""  # what it holds the lock for, where one lock is for many
    machine: str = ""

    @property
    def is_gone(self) -> bool:
        """Whether its process is known to have ended; what it forked may share its lock for a moment longer."""
        return bool(self.pid) and self.machine in ("", this_machine()) and not is_alive(self.pid)


class Held(Exception):
    """Somebody else holds the lock."""

    def __init__(self, holder: Holder | None) -> None:
        super().__init__("held")
        self.holder = holder


@dataclass(frozen=True, slots=True)
class FileLock:
    path: Path

    def holder(self) -> Holder | None:
        """Who holds it now; None where nobody does, or where the holder died."""
        try:
            descriptor = os.open(self.path, os.O_RDWR)
        except FileNotFoundError:
            return None
        try:
            if _take(descriptor):
                _free(descriptor)
                return None
            holder = self._written(descriptor) or Holder(0, datetime.now(UTC))
            return None if holder.is_gone else holder
        finally:
            os.close(descriptor)

    @contextmanager
    def held(self, *, blocking: bool = True, about: str = "") -> Iterator[None]:
        """Hold it. Not blocking: raises Held at once where somebody has it. `about`: for what, for others to read.

        Worker processes that were forked from a killed holder still share its lock for a moment, so a holder whose
        process is gone counts as gone: the file is replaced, and with it the lock.
        """
        while True:
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
            if _take(descriptor):
                if self._is_current(descriptor):
                    break
                os.close(descriptor)
                continue
            holder = self._written(descriptor)
            os.close(descriptor)
            if holder is not None and holder.is_gone:
                self.path.unlink(missing_ok=True)
                continue
            if not blocking:
                raise Held(holder)
            time.sleep(0.05)
        try:
            told = {
                "pid": os.getpid(),
                "since": datetime.now(UTC).isoformat(),
                "about": about,
                "machine": this_machine(),
            }
            content = json.dumps(told).encode()
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, content, 0) if hasattr(os, "pwrite") else os.write(descriptor, content)
            yield
        finally:
            os.ftruncate(descriptor, 0)
            _free(descriptor)
            os.close(descriptor)

    def _is_current(self, descriptor: int) -> bool:
        """Whether the file that was locked is still the one at the path."""
        try:
            there = self.path.stat()
        except FileNotFoundError:
            return False
        ours = os.fstat(descriptor)
        return (there.st_dev, there.st_ino) == (ours.st_dev, ours.st_ino)

    @staticmethod
    def _written(descriptor: int) -> Holder | None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        try:
            content = json.loads(os.read(descriptor, 500))
            since = datetime.fromisoformat(content["since"])
            return Holder(int(content["pid"]), since, str(content.get("about", "")), str(content.get("machine", "")))
        except (ValueError, KeyError, TypeError, OSError):  # being written at this moment, or not by us
            return None


@cache
def this_machine() -> str:
    """This machine since it was started, and this container of it: process numbers mean something there alone."""
    told = [socket.gethostname()]
    with suppress(OSError):
        told += [Path("/proc/sys/kernel/random/boot_id").read_text(), str(Path("/proc/self/ns/pid").readlink())]
    return hashlib.sha256("\0".join(told).encode()).hexdigest()[:12]


def is_alive(pid: int) -> bool:
    """Whether this machine has a process of that number. On Windows always: it frees a dead process's locks by itself."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


_BEYOND = 1 << 30  # Windows locks bytes: one far behind the content, which stays readable


def _take(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            os.lseek(descriptor, _BEYOND, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _free(descriptor: int) -> None:
    if sys.platform == "win32":
        os.lseek(descriptor, _BEYOND, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_UN)

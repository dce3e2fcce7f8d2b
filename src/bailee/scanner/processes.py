"""What the system tells of another process: the memory that it holds, and what it did with its time.

Linux tells in /proc; elsewhere psutil asks. A process that is gone has used nothing and holds nothing.

>>> import os
>>> resident(os.getpid()) > 0, moment(os.getpid()).cpu >= 0
(True, True)
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

_TELLS = Path("/proc/self/stat").exists()
_TICK = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


@dataclass(frozen=True, slots=True)
class Moment:
    """Two clocks of a process; what it spent on something is the difference of two moments.

    >>> Moment(5.0, 90.0) - Moment(3.0, 30.0)
    Moment(cpu=2.0, clock=60.0)
    """

    cpu: float  # seconds of processor that it used, with those of processes that it started and waited for
    clock: float  # seconds that passed, without those in which it could have worked and others had the processor

    def __sub__(self, other: Moment) -> Moment:
        return Moment(self.cpu - other.cpu, self.clock - other.clock)

    def __add__(self, other: Moment) -> Moment:
        return Moment(self.cpu + other.cpu, self.clock + other.clock)


NEVER = Moment(0.0, 0.0)


def moment(pid: int) -> Moment:
    """Now, as a process sees it."""
    now = monotonic()
    if not _TELLS:
        return Moment(_asked(pid), now)
    try:
        fields = _content(f"/proc/{pid}/stat").rpartition(")")[2].split()
        cpu = sum(map(int, fields[11:15])) / _TICK  # its own, in programs and in the system; the same of its children
    except (OSError, ValueError):
        return NEVER
    return Moment(cpu, now - _starved(pid))


def _starved(pid: int) -> float:
    """Seconds in which its first thread was ready and had no processor; 0 where the kernel does not count them."""
    try:
        return int(_content(f"/proc/{pid}/schedstat").split()[1]) / 1e9
    except (OSError, IndexError, ValueError):
        return 0.0


def resident(pid: int) -> int:
    """Resident memory of a process in bytes, with what it shares; 0 where the system does not tell."""
    if not _TELLS:
        return _resident(pid)
    try:
        return int(_content(f"/proc/{pid}/statm").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError, ValueError):
        return 0


def proportional(pid: int) -> int:
    """Memory of a process in bytes, what it shares counted in shares; `resident` where the system does not tell."""
    try:
        for line in _content(f"/proc/{pid}/smaps_rollup").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) << 10
    except (OSError, IndexError, ValueError):
        pass
    return resident(pid)


def _content(path: str) -> str:
    with open(path, encoding="ascii", errors="replace") as file:  # noqa: PTH123 - called often; a Path costs more than the read
        return file.read()


# where there is no /proc


def _asked(pid: int) -> float:
    if sys.platform != "linux":
        import psutil

        try:
            told = psutil.Process(pid).cpu_times()
        except psutil.Error:
            return 0.0
        return float(sum(told[:4]))  # user, system, and the same of its children
    return 0.0


def _resident(pid: int) -> int:
    if sys.platform != "linux":
        import psutil

        try:
            return int(psutil.Process(pid).memory_info().rss)
        except psutil.Error:
            return 0
    return 0

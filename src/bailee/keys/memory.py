"""Memory that holds keys goes into no file: no core dump of a process that opened the master key, nor of its children."""

from __future__ import annotations

import contextlib
from functools import cache
from pathlib import Path


@cache
def keep_out_of_core_dumps() -> None:
    """From now on this process, and what it starts, leaves no core dump. Where the system has no such limit, nothing happens.

    Linux ignores a limit of 0 where dumps are piped to a program (systemd-coredump, apport), and writes none of either
    sort where it is 1.
    """
    try:
        import resource
    except ImportError:  # Windows writes no dumps unless an administrator turned them on
        return
    limit = 0
    with contextlib.suppress(OSError):
        limit = int(Path("/proc/sys/kernel/core_pattern").read_text().startswith("|"))
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (limit, limit))

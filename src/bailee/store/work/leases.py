"""Leases: which worker has a job, and whether that worker can still be alive.

>>> is_dead(new_lease()), is_dead("elsewhere:1:0")
(False, False)
"""

from __future__ import annotations

import hashlib
import os
import secrets
import socket
from contextlib import suppress
from functools import cache
from pathlib import Path

from bailee.store.locks import is_alive


@cache
def _machine() -> str:
    """This machine since it was started, and this container of it: process numbers mean something there alone."""
    told = [socket.gethostname()]
    with suppress(OSError):
        told += [Path("/proc/sys/kernel/random/boot_id").read_text(), str(Path("/proc/self/ns/pid").readlink())]
    return hashlib.sha256("\0".join(told).encode()).hexdigest()[:12]


def new_lease() -> str:
    return f"{_machine()}:{os.getpid()}:{secrets.token_hex(6)}"


def is_dead(lease: str) -> bool:
    """Whether the worker of a lease is known to be gone; False also where nobody can tell."""
    machine, _, rest = lease.partition(":")
    pid = rest.partition(":")[0]
    return machine == _machine() and pid.isdigit() and not is_alive(int(pid))

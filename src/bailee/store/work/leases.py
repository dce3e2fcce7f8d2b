"""Leases: which worker has a job, and whether that worker can still be alive.

>>> is_dead(new_lease()), is_dead("elsewhere:1:0")
(False, False)
"""

from __future__ import annotations

import os
import secrets

from bailee.store.locks import is_alive, this_machine


def new_lease() -> str:
    return f"{this_machine()}:{os.getpid()}:{secrets.token_hex(6)}"


def is_dead(lease: str) -> bool:
    """Whether the worker of a lease is known to be gone; False also where nobody can tell."""
    machine, _, rest = lease.partition(":")
    pid = rest.partition(":")[0]
    return machine == this_machine() and pid.isdigit() and not is_alive(int(pid))

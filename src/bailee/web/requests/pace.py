"""How often one address may ask by the page: some times an hour. The address itself is kept nowhere, and nothing outlives the process.

>>> pace = Pace(most=2)
>>> [pace.may("192.0.2.7", at) for at in (0.0, 1.0, 2.0, 3_700.0)], pace.may("192.0.2.8", 2.0)
([True, True, False, True], True)
"""

from __future__ import annotations

import hashlib
import secrets
from collections import deque
from ipaddress import IPv6Address, ip_address, ip_network
from threading import Lock

HOUR = 3_600.0
_MOST_KNOWN = 10_000


class Pace:
    """Of one process. Addresses are known by a hash under a key that is gone with it."""

    def __init__(self, most: int = 6) -> None:
        self.most = most
        self._key = secrets.token_bytes(16)
        self._asked: dict[bytes, deque[float]] = {}
        self._lock = Lock()

    def may(self, address: str, at: float) -> bool:
        """Whether it may ask now; then it counts. `at` in seconds."""
        key = hashlib.blake2b(_household(address).encode(), key=self._key, digest_size=8).digest()
        with self._lock:
            asked = self._asked.setdefault(key, deque())
            while asked and asked[0] <= at - HOUR:
                asked.popleft()
            if len(asked) >= self.most:
                return False
            asked.append(at)
            if len(self._asked) > _MOST_KNOWN:
                self._asked = {each: times for each, times in self._asked.items() if times and times[-1] > at - HOUR}
            return True


def _household(address: str) -> str:
    """An IPv6 address by its network of 64 bits, for a household has as many as it likes."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if isinstance(known, IPv6Address):
        return str(ip_network(f"{known}/64", strict=False))
    return str(known)

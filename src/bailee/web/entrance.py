"""The one-time link: who opens it first, and presses the button, is in; nobody else ever.

A mail scanner or a preview opens links: so opening shows, and only pressing enters. The link itself is kept nowhere, its
hash is.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass, field
from threading import Lock

from bailee.operations.serve_table import LINK_VARIABLE

COOKIE = "bailee_session"


@dataclass(slots=True)
class Entrance:
    """State of one server: the link that is still good, and the sessions that came of it."""

    link: str | None
    _sessions: set[str] = field(default_factory=set)
    _lock: Lock = field(default_factory=Lock)

    def enter(self, secret: str) -> str | None:
        """A session for the link's secret, once; None for another secret, and from the second time on."""
        with self._lock:
            if self.link is None or not hmac.compare_digest(self.link, hashlib.sha256(secret.encode()).hexdigest()):
                return None
            self.link = None
            session = secrets.token_urlsafe(32)
            self._sessions.add(session)
            return session

    def is_good(self, secret: str) -> bool:
        return self.link is not None and hmac.compare_digest(self.link, hashlib.sha256(secret.encode()).hexdigest())

    def admits(self, session: str) -> bool:
        return session in self._sessions


ENTRANCE = Entrance(os.environ.get(LINK_VARIABLE))

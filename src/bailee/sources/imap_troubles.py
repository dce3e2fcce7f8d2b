"""What goes wrong with a mail server, and what its own words for that mean.

>>> trouble_of(b"[THROTTLED] Request is throttled. Suggested Backoff Time: 2500 milliseconds")
(<Trouble.BUSY: 'busy'>, 2.5)
>>> trouble_of(b"[AUTHENTICATIONFAILED] Invalid credentials (Failure)")[0]
<Trouble.NOT_ALLOWED: 'not-allowed'>
"""

from __future__ import annotations

import re
from enum import Enum


class Trouble(Enum):
    """What a refusal means for whoever asked."""

    NOT_ALLOWED = "not-allowed"  # this account may not: nothing helps but somebody who gives the right
    VANISHED = "vanished"  # what was asked for is no longer there
    BUSY = "busy"  # later it may work
    BROKEN = "broken"  # the server says that what it holds is damaged, or cannot be read by it


class Refused(Exception):
    """The server answered NO or BAD. `wait`: seconds that it asks us to wait, where it does."""

    def __init__(self, trouble: Trouble, wait: float = 0.0) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble
        self.wait = wait


class Dropped(Exception):
    """The connection is gone: closed, timed out, or the server said BYE. Another one may do."""

    def __init__(self, wait: float = 0.0, *, busy: bool = False) -> None:
        super().__init__("dropped")
        self.wait = wait
        self.busy = busy


class Untrusted(Exception):
    """Nobody knows who is at the other end: its certificate is signed by none that we trust, or is another's."""


class Hostile(Exception):
    """What came is no IMAP, or without end. Asking again brings more of the same."""


_CODE = re.compile(rb"\s*\[([A-Za-z0-9-]+)", re.ASCII)
_WAIT = re.compile(rb"back.?off time: *(\d{1,9}) *milliseconds", re.IGNORECASE)
# RFC 5530 and RFC 9051; THROTTLED is Gmail's.
_TROUBLES = {
    b"AUTHENTICATIONFAILED": Trouble.NOT_ALLOWED,
    b"AUTHORIZATIONFAILED": Trouble.NOT_ALLOWED,
    b"EXPIRED": Trouble.NOT_ALLOWED,
    b"PRIVACYREQUIRED": Trouble.NOT_ALLOWED,
    b"CONTACTADMIN": Trouble.NOT_ALLOWED,
    b"NOPERM": Trouble.NOT_ALLOWED,
    b"WEBALERT": Trouble.NOT_ALLOWED,
    b"NONEXISTENT": Trouble.VANISHED,
    b"EXPUNGEISSUED": Trouble.VANISHED,
    b"CORRUPTION": Trouble.BROKEN,
    b"UNKNOWN-CTE": Trouble.BROKEN,
    b"SERVERBUG": Trouble.BROKEN,
    b"UNAVAILABLE": Trouble.BUSY,
    b"INUSE": Trouble.BUSY,
    b"LIMIT": Trouble.BUSY,
    b"OVERQUOTA": Trouble.BUSY,
    b"THROTTLED": Trouble.BUSY,
}
# What servers write that use no code.
_SAID = (
    (re.compile(rb"throttl|too many|try again|temporar|server unavailable|overload|rate limit|bandwidth", re.I), Trouble.BUSY),
    (re.compile(rb"doesn.?t exist|does not exist|no such|nonexist|unknown mailbox|not found", re.I), Trouble.VANISHED),
    (re.compile(rb"permission|denied|not allowed|access|authenticat|invalid credentials|not authorized", re.I), Trouble.NOT_ALLOWED),
)  # fmt: skip


def trouble_of(said: bytes) -> tuple[Trouble, float]:
    """What a server's NO or BYE means, and the seconds that it asks us to wait."""
    wait = float(found[1]) / 1000 if (found := _WAIT.search(said)) else 0.0
    code = _CODE.match(said)
    if code and (known := _TROUBLES.get(code[1].upper())):
        return known, wait
    for pattern, trouble in _SAID:
        if pattern.search(said):
            return trouble, wait
    return Trouble.BROKEN, wait

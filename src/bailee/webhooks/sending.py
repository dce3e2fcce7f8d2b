"""One message to one address, and what came of it: nothing is raised, and nothing that was answered is kept.

    answer = send(url, body, headers, reach)            # Answer(status=204, fault="", milliseconds=31)

Where an address may lead, how long it may take, and that no redirect is followed: `outward`.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

from bailee import outward
from bailee.errors import InvalidInput
from bailee.outward import NoAnswer, Reach

SECONDS = 10.0  # for all of it
GONE = 410  # Standard Webhooks: nobody is there any more, and no message is to come again


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, or an ident of `outward.REASONS`."""

    status: int | None = None
    fault: str = ""
    milliseconds: int = 0
    wait: float = 0.0  # seconds that the receiver asked for

    @property
    def is_taken(self) -> bool:
        return self.status is not None and 200 <= self.status < 300

    @property
    def is_gone(self) -> bool:
        return self.status == GONE

    @property
    def words(self) -> str:
        return said_of(self.status, self.fault)


def said_of(status: int | None, fault: str) -> str:
    """What came of a try, in words.

    >>> said_of(503, ""), said_of(None, "unknown")
    ('it answered 503', 'no machine of that name is known')
    """
    if status is not None:
        return f"it answered {status}"
    return outward.REASONS[fault][0] if fault in outward.REASONS else "nobody knows how that ended"


def check(url: str, reach: Reach) -> str:
    """An address as somebody typed it, tidied. InvalidInput says why none is called there."""
    text = url.strip()
    try:
        outward.check(text, reach)
    except NoAnswer as fault:
        raise InvalidInput(f"no webhook goes to this address: {fault}", hint=fault.hint) from None
    return text


def send(url: str, body: str, headers: Mapping[str, str], reach: Reach, *, seconds: float = SECONDS) -> Answer:
    """Send it once."""
    begun = time.monotonic()
    told = {"Content-Type": "application/json", **headers}
    status, fault, wait = 0, "", 0.0
    try:
        status = outward.ask("POST", url, reach=reach, body=body.encode(), headers=told, seconds=seconds).status
    except NoAnswer as refusal:
        status, fault, wait = refusal.status, refusal.reason, refusal.after
    taken = int((time.monotonic() - begun) * 1000)
    return Answer(status or None, "" if status else fault, taken, wait)

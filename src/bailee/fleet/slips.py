"""What the server's gate said of a job, on a slip that it signed: whether things of staff's own may be looked at, of which sorts, until when.

The agent looks at it again before it begins. Without one, or with one that is old, it looks at nothing of staff's own.

>>> from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
>>> from bailee.fleet.signing import public_of
>>> key = Ed25519PrivateKey.generate()
>>> at = datetime(2026, 11, 26, 9, tzinfo=UTC)
>>> slip = written(Slip("lease-1f", "agent-2a", True, "", (), at + timedelta(hours=24)), key.sign)
>>> says = read(slip, public_of(key))
>>> says.lets("lease-1f", "agent-2a", at), says.lets("lease-1f", "agent-2a", at + timedelta(hours=25)), says.lets("lease-9", "agent-2a", at)
('', 'what the gate said is too old: the server was not heard of since', 'the slip of the gate is for another job')
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bailee.errors import NotAllowed

HOURS = 24  # that an answer of the gate holds: a notice may be taken back
_PURPOSE = b"bailee gate slip v1\n"


@dataclass(frozen=True, slots=True)
class Slip:
    """The gate's answer to one job of one agent."""

    lease: str
    agent: str
    is_open: bool
    why: str  # where it is shut
    overrides: tuple[str, ...]  # sorts that somebody opened by name
    until: datetime

    def lets(self, lease: str, agent: str, at: datetime) -> str:
        """Why nothing of staff's own may be looked at for this job now; empty: it may."""
        if (self.lease, self.agent) != (lease, agent):
            return "the slip of the gate is for another job"
        if not self.is_open:
            return f"the gate is shut: {self.why}"
        if not self.until - timedelta(hours=HOURS + 1) <= at < self.until:
            return "what the gate said is too old: the server was not heard of since"
        return ""


def written(slip: Slip, sign: Callable[[bytes], bytes]) -> dict[str, Any]:
    """The slip, signed by the key of the organisation's log."""
    told = {
        "lease": slip.lease,
        "agent": slip.agent,
        "open": slip.is_open,
        "why": slip.why,
        "overrides": list(slip.overrides),
        "until": slip.until.isoformat(),
    }
    text = json.dumps(told, sort_keys=True, separators=(",", ":"))
    return {"says": text, "signature": b64encode(sign(_PURPOSE + text.encode())).decode()}


def read(slip: Any, verify_key: bytes) -> Slip:
    """What a slip says. NotAllowed where the server did not sign it."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        text = str(slip["says"])
        signature = b64decode(slip["signature"], validate=True)
        Ed25519PublicKey.from_public_bytes(verify_key).verify(signature, _PURPOSE + text.encode())
        told = json.loads(text)
        return Slip(
            str(told["lease"]), str(told["agent"]), told["open"] is True, str(told["why"]),
            tuple(map(str, told["overrides"])), datetime.fromisoformat(told["until"]),
        )  # fmt: skip
    except (InvalidSignature, KeyError, TypeError, ValueError):
        raise NotAllowed(
            "the slip of the gate is not signed by the server", hint="nothing of staff's own is looked at without it"
        ) from None


__all__ = ["HOURS", "UTC", "Slip", "read", "written"]

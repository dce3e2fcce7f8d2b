"""Places that agents read, on devices of their own: nothing here connects to them, the agent comes by itself.

agent://device-3fa2c19b/srv/hr
"""

from __future__ import annotations

from bailee.errors import NotAllowed
from bailee.sources.addresses import Address
from bailee.sources.credentials import Credentials, Need
from bailee.sources.interface import Asked, Source

SCHEMES = ("agent",)
LABEL = "Device with an agent"
EXAMPLE = "agent://device-3fa2c19b/srv/hr"
NEEDS: tuple[Need, ...] = ()
OPTIONS: frozenset[str] = frozenset()
STEERING = OPTIONS


def connect(address: Address, credentials: Credentials, asked: Asked) -> Source:
    """NotAllowed: who wants it read asks its agent."""
    raise NotAllowed(
        "this place lies on a device, and its agent reads it", hint="`bailee fleet scan DEVICE PATH` asks it to"
    )

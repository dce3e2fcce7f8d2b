"""What is sent and answered of access, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import TypedDict

import bailee.client.shapes.common as common


class AccessAccess(TypedDict):
    items: list[AccessLineShape]
    total: int
    next: str | None


class AccessLineShape(TypedDict):
    """Somebody could open it, from when until when; or did, and what."""

    organisation: str
    person: str
    name: str
    role: common.PermissionsRole
    act: str
    since: str
    until: str | None
    what: str

"""What is sent and answered of me, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import TypedDict

import bailee.client.shapes.common as common


class Me(TypedDict):
    """Who asks."""

    account: str | None
    token: OwnToken | None
    organisations: list[Organisation]


class Organisation(TypedDict):
    """A place in one organisation."""

    ident: str
    name: str
    role: common.PermissionsRole
    member: str
    permissions: list[common.Permission]
    provider: str | None
    is_provider: bool
    until: str | None


class OwnToken(TypedDict):
    """The token that asks."""

    ident: str
    expires_at: str

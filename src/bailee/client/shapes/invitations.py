"""What is sent and answered of invitations, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import TypedDict

import bailee.client.shapes.common as common


class InvitationShape(TypedDict):
    ident: str
    email: str
    role: common.PermissionsRole
    state: str
    invited_by: str
    created_at: str
    expires_at: str


class Invitations(TypedDict):
    items: list[InvitationShape]


class Invite(TypedDict):
    """The link goes out by mail, and is not answered."""

    email: str
    role: common.PermissionsRole

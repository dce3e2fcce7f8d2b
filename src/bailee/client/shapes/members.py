"""What is sent and answered of members, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import TypedDict

import bailee.client.shapes.common as common


class Member(TypedDict):
    """A person of the organisation, or of its provider (`through`). `signs_in` false: only the command line is used."""

    ident: str
    name: str
    role: common.PermissionsRole
    through: str | None
    until: str | None
    ended_at: str | None
    signs_in: bool


class Members(TypedDict):
    items: list[Member]


class NewRole(TypedDict):
    role: common.PermissionsRole

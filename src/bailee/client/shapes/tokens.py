"""What is sent and answered of tokens, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import TypedDict

import bailee.client.shapes.common as common


class Token(TypedDict):
    """What it may do, and until when; never the token itself."""

    ident: str
    name: str
    permissions: list[common.Permission]
    created_at: str
    expires_at: str
    revoked_at: str | None
    last_used_at: str | None


class Tokens(TypedDict):
    items: list[Token]

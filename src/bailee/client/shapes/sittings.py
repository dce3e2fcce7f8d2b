"""What is sent and answered of sittings, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import TypedDict


class SittingList(TypedDict):
    items: list[SittingShape]


class SittingShape(TypedDict):
    """A browser in which somebody signs, or a device in the office with who sees them sign."""

    ident: str
    sort: str
    name: str
    began_at: str
    ends_at: str
    witness: str

"""What is sent and answered of known values, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import TypedDict


class KnownListShape(TypedDict):
    name: str
    detector: str
    category: str
    subject: str
    values: int


class KnownLists(TypedDict):
    items: list[KnownListShape]

"""What is sent and answered of left places, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import TypedDict


class LeftOut(TypedDict):
    name: str
    reason: str


class LeftPlace(TypedDict):
    name: str
    reason: str

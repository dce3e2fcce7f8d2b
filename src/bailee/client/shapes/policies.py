"""What is sent and answered of policies, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Any, TypedDict


class HeldByDevice(TypedDict):
    device: str
    settings: list[PoliciesHeld]
    exclude: list[list[str]]
    nothing_is_read: str


class HeldByDevices(TypedDict):
    items: list[HeldByDevice]


class Policies(TypedDict):
    items: list[Policy]


class PoliciesHeld(TypedDict):
    """One setting as it holds; `level` says where it comes from."""

    setting: str
    value: Any
    level: str


class Policy(TypedDict):
    """What was said at one place, and nothing that it inherits."""

    level: str
    about: str
    version: int
    by: str
    says: dict[str, Any]

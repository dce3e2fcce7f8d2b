"""What is sent and answered of fleet, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import TypedDict


class Fleet(TypedDict):
    """Devices of one client, counted. `states`: devices by state; `causes`: files that were not read, by why."""

    organisation: str
    name: str
    devices: int
    states: dict[str, int]
    never_came: int
    last_seen_at: str | None
    files: int
    read: int
    versions: dict[str, int]
    causes: dict[str, int]


class Fleets(TypedDict):
    items: list[Fleet]

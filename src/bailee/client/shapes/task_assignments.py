"""What is sent and answered of task assignments, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import NotRequired, TypedDict


class Assign(TypedDict):
    """To a member; without one, back to the role. All or none."""

    tasks: list[str]
    member: NotRequired[str | None]

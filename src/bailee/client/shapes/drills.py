"""What is sent and answered of drills, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Any, TypedDict


class Drill(TypedDict):
    """One drill. `done` of `of` steps went as they should."""

    ident: str
    sort: str
    title: str
    of: int
    done: int
    seconds: float
    by_hand: bool
    by: str
    at: str
    is_whole: bool
    steps: list[dict[str, Any]]


class Drills(TypedDict):
    items: list[Drill]

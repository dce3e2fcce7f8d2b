"""What is sent and answered of changes, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Any, TypedDict


class ChangesShape(TypedDict):
    """As `bailee changes --json`. `by_who`: how many acts are whose, by name, most first."""

    since: str
    until: str
    says: str | None
    held: list[dict[str, Any]]
    cells: list[dict[str, Any]]
    facts: list[dict[str, Any]]
    obligations: list[dict[str, Any]]
    acts: list[dict[str, Any]]
    total_acts: int
    by_who: dict[str, int]

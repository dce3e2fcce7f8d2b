"""What is sent and answered of facts, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Any, NotRequired, TypedDict


class Declaration(TypedDict):
    """The name of the organisation, and facts about it, from today on; null takes one back: nobody knows it."""

    name: NotRequired[str | None]
    facts: NotRequired[dict[str, bool | int | float | str | list[str] | dict[str, int] | None]]


class Facts(TypedDict):
    """What is declared about the organisation."""

    name: str
    facts: dict[str, Any]
    unknown: list[str]

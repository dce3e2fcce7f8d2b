"""What is sent and answered of strategy, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Any, TypedDict


class StrategyShape(TypedDict):
    """The strategy, block by block, as it is printed."""

    document: dict[str, Any]

"""What is sent and answered of coverage, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Any, TypedDict

import bailee.client.shapes.common as common


class Coverage(TypedDict):
    """What was looked at, in part or not at all, over all stores; and the newest sealed statement of it."""

    read: int
    partly: int
    skipped: int
    read_bytes: int
    causes: dict[str, common.Amount]
    statement: dict[str, Any] | None

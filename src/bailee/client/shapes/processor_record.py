"""What is sent and answered of processor record, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import TypedDict

import bailee.client.shapes.common as common


class ForClientShape(TypedDict):
    """One client. `contact` null: it named nobody, or one is not assigned to it."""

    client: str
    name: str
    contact: common.InventoryContactShape | None
    items: list[common.EntryShape]


class ProcessorRecord(TypedDict):
    """What a provider does on behalf of each client (Art. 30(2))."""

    items: list[ForClientShape]
    total: int
    next: str | None

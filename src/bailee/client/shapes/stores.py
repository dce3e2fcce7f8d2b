"""What is sent and answered of stores, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import TypedDict

import bailee.client.shapes.common as common


class Store(TypedDict):
    """A data store: files by what became of them, and by why they were not read."""

    ident: str
    read: int
    partly: int
    skipped: int
    read_bytes: int
    causes: dict[str, common.Amount]


class Stores(TypedDict):
    items: list[Store]

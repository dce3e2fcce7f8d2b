"""What is sent and answered of kinds, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import TypedDict

import bailee.client.shapes.common as common


class Kind(TypedDict):
    """A record in a file. Names of files are masked."""

    locator: list[str]
    kind: str
    category: str
    subject: str
    confidence: common.Confidence
    place: str
    store: str


class Kinds(TypedDict):
    items: list[Kind]
    next: str | None

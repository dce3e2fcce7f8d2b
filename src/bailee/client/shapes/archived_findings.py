"""What is sent and answered of archived findings, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import TypedDict

import bailee.client.shapes.common as common


class Archived(TypedDict):
    """Archives are opened one after the other, so nobody counted what comes on later pages."""

    items: list[ArchivedShape]
    next: str | None


class ArchivedShape(TypedDict):
    """A finding as it was when it went. Its place is masked."""

    ident: str
    archive: str
    detector: str
    category: str
    subject: str
    locator: list[str]
    store: str
    count: int
    confidence: common.Confidence
    first_seen: str
    last_seen: str
    gone_at: str

"""What is sent and answered of store summaries, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import TypedDict

import bailee.client.shapes.common as common


class StoreSummaries(TypedDict):
    items: list[StoreSummary]


class StoreSummary(TypedDict):
    """A data store: where it lies, how much was found in it, how bad it is."""

    name: str
    place: str
    site: str
    files: int
    findings: int
    worst: list[str]
    severity: common.Severity | None
    scanned_at: str | None

"""What is sent and answered of stale notices, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import TypedDict

import bailee.client.shapes.common as common


class StaleNotice(TypedDict):
    """A served version that does not say what is so today, and the clauses of today's text that would mend it."""

    kind: str
    version: int
    language: str
    says: list[str]
    changes: list[common.Changed]


class StaleNotices(TypedDict):
    items: list[StaleNotice]

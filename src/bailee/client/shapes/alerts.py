"""What is sent and answered of alerts, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import TypedDict

import bailee.client.shapes.common as common


class AlertShape(TypedDict):
    """One alert. `settled_at` null: it is still so; `waits`: nobody saw it yet."""

    ident: str
    sort: str
    about: str
    severity: common.Severity
    title: str
    why: str
    next: str
    raised_at: str
    seen_at: str | None
    seen_by: str
    settled_at: str | None
    is_open: bool
    waits: bool


class Alerts(TypedDict):
    items: list[AlertShape]
    total: int
    next: str | None

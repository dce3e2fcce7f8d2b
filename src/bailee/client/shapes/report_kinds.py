"""What is sent and answered of report kinds, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Any, TypedDict


class ReportDraft(TypedDict):
    """As it would be made now, block by block; nothing is kept."""

    kind: str
    since: str
    until: str
    document: dict[str, Any]


class ReportKind(TypedDict):
    ident: str
    title: str
    about: str


class ReportKinds(TypedDict):
    """Those that are open to whoever asks."""

    items: list[ReportKind]

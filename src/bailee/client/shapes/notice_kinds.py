"""What is sent and answered of notice kinds, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import TypedDict


class NoticeKind(TypedDict):
    """What can be drafted. `planned`: a duty to inform is served by it."""

    ident: str
    title: str
    audience: list[str]
    planned: bool


class NoticeKinds(TypedDict):
    items: list[NoticeKind]

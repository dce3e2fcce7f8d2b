"""What is sent and answered of notice pages, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import TypedDict


class NoticePage(TypedDict):
    """Whether everybody who has the address may read a notice."""

    kind: str
    is_open: bool
    since: str | None


class NoticePages(TypedDict):
    items: list[NoticePage]


class OpenOrShut(TypedDict):
    is_open: bool

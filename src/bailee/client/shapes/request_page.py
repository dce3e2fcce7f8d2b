"""What is sent and answered of request page, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import TypedDict


class OpenPage(TypedDict):
    is_open: bool


class PageForEverybody(TypedDict):
    is_open: bool

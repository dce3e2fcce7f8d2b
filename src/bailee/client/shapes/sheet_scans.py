"""What is sent and answered of sheet scans, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import TypedDict


class ReadSheets(TypedDict):
    sha256: str
    pages: list[SheetOnPage]


class SheetOnPage(TypedDict):
    """One page of the scan. `request` null: it holds no sheet of ours; `fault` says what is wrong."""

    page: int
    request: str | None
    name: str
    state: str
    fault: str


class SignOffsScan(TypedDict):
    """A scan of signed sheets."""

    content: str

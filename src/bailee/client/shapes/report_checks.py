"""What is sent and answered of report checks, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import TypedDict


class Checked(TypedDict):
    """A file that somebody holds."""

    content: str


class Verified(TypedDict):
    """`report` null: it is none of ours."""

    ok: bool
    report: str | None
    faults: list[str]

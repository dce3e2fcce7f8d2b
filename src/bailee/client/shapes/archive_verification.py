"""What is sent and answered of archive verification, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import TypedDict


class VerifiedAll(TypedDict):
    ok: bool
    items: list[VerifiedShape]


class VerifiedShape(TypedDict):
    """`why`: what is wrong with it; null where it is what was written, and the log says so."""

    ident: str
    why: str | None

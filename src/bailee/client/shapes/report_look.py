"""What is sent and answered of report look, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import NotRequired, TypedDict


class Look(TypedDict):
    """How reports look: the client's own over its provider's. `has_logo`: the logo is downloaded apart."""

    name: str
    accent: str
    closing: str
    has_logo: bool


class NewLook(TypedDict):
    """What is not named stays. `logo`: PNG, JPEG or SVG without script; `no_logo` takes it away."""

    name: NotRequired[str | None]
    accent: NotRequired[str | None]
    closing: NotRequired[str | None]
    logo: NotRequired[str | None]
    no_logo: NotRequired[bool]
    clear: NotRequired[bool]

"""What is sent and answered of report look, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import NotRequired, TypedDict


class Look(TypedDict):
    """How reports look: the client's own over its provider's. `logo_size`: bytes of the logo as it is kept."""

    name: str
    accent: str
    closing: str
    has_logo: bool
    logo_size: int


class NewLook(TypedDict):
    """What is not named stays. `logo`: PNG or JPEG, never SVG; `no_logo` takes it away."""

    name: NotRequired[str | None]
    accent: NotRequired[str | None]
    closing: NotRequired[str | None]
    logo: NotRequired[str | None]
    no_logo: NotRequired[bool]
    clear: NotRequired[bool]

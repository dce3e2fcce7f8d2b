"""What is sent and answered of correspondence, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import NotRequired, TypedDict


class CorrespondenceShape(TypedDict):
    """How people are written to: the language of those whose own nobody knows; whether who signed is mailed a copy."""

    language: str
    copies: bool


class NewCorrespondence(TypedDict):
    """What is not named stays."""

    language: NotRequired[str | None]
    copies: NotRequired[bool | None]

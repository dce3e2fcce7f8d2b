"""What is sent and answered of exports, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import NotRequired, TypedDict


class NewExport(TypedDict):
    """`recipient`: an age key that opens it beside the recovery key."""

    recipient: NotRequired[str]
    with_keys: NotRequired[bool]

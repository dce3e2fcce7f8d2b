"""What is sent and answered of places, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import TypedDict


class NewPlace(TypedDict):
    """A folder or an address; who may name them here is a matter of the server."""

    where: str


class Place(TypedDict):
    """A folder, share, mailbox, bucket or database. Its exact address is not told."""

    number: int
    name: str


class Places(TypedDict):
    items: list[Place]

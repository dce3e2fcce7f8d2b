"""What is sent and answered of clients, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import TypedDict


class Cells(TypedDict):
    """How many cells of the table have which state."""

    red: int
    amber: int
    unknown: int
    green: int


class Client(TypedDict):
    """An organisation in short. Without `cells`: its table was never made."""

    ident: str
    name: str
    provider: str | None
    cells: Cells | None
    as_of: str | None


class Clients(TypedDict):
    """Clients, worst first."""

    items: list[Client]

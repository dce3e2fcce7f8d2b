"""What is sent and answered of holders, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict


class HolderShape(TypedDict):
    """Who keeps checkpoints where nobody who can change this server can change them."""

    ident: str
    means: str
    name: str
    where: str
    every: str
    added_at: str
    by: str


class Holders(TypedDict):
    items: list[HolderShape]


class NewHolder(TypedDict):
    """An e-mail address; folders are named on the machine itself."""

    where: str
    name: NotRequired[str]
    every: NotRequired[Literal["day", "month", "week"]]

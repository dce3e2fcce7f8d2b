"""What is sent and answered of gate overrides, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Literal, NotRequired, TypeAlias, TypedDict

GatesSort: TypeAlias = Literal["cloud-drive", "device", "home-folder", "mailbox"]


class NewOverride(TypedDict):
    sort: GatesSort
    name: NotRequired[str]
    reason: str
    until: NotRequired[str | None]


class Override(TypedDict):
    """`name` empty: everything of the sort."""

    ident: str
    sort: str
    name: str
    reason: str
    until: str | None
    by: str
    known_from: str


class Overrides(TypedDict):
    items: list[Override]

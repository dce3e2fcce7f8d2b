"""What is sent and answered of needs, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import NotRequired, TypedDict


class NeedShape(TypedDict):
    """Who needs records of a kind, data of a category, or what is in a store."""

    ident: str
    sort: str
    name: str
    departments: list[str]
    accounts: list[str]
    managers: bool
    said_on: str


class Needs(TypedDict):
    items: list[NeedShape]


class NewNeed(TypedDict):
    what: str
    departments: NotRequired[list[str]]
    accounts: NotRequired[list[str]]
    managers: NotRequired[bool]
    why: NotRequired[str]

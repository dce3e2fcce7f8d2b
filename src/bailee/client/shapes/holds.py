"""What is sent and answered of holds, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import NotRequired, TypedDict


class LegalHold(TypedDict):
    """Of stores, categories and a person all that are named have to fit; none: everything is kept. Matter, why, who
    and person null: not told to whoever asks."""

    ident: str
    matter: str | None
    why: str | None
    who: str | None
    keeps: str
    stores: list[str]
    categories: list[str]
    person: str | None
    since: str
    lifted_on: str | None


class LegalHolds(TypedDict):
    items: list[LegalHold]
    total: int
    next: str | None


class Lifted(TypedDict):
    """Who decided so, and what ended it."""

    why: str


class Placed(TypedDict):
    """What is to be kept, for which matter."""

    matter: str
    why: str
    who: str
    since: NotRequired[str | None]
    stores: NotRequired[list[str]]
    categories: NotRequired[list[str]]
    person: NotRequired[str]
    email: NotRequired[str]

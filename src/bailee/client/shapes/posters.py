"""What is sent and answered of posters, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import NotRequired, TypedDict


class Poster(TypedDict):
    """A notice that was put up. `photograph`: SHA-256 of the picture that shows it; null: nobody took one."""

    ident: str
    kind: str
    version: int
    language: str
    sha256: str
    place: str
    put_up_on: str
    photograph: str | None
    by: str
    taken_down_on: str | None


class Posters(TypedDict):
    items: list[Poster]


class PutUp(TypedDict):
    kind: str
    version: NotRequired[int | None]
    language: NotRequired[str]
    place: str
    on: NotRequired[str | None]
    photograph: NotRequired[str | None]

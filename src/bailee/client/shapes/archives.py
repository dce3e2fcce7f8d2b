"""What is sent and answered of archives, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import TypedDict


class ArchiveShape(TypedDict):
    """Findings that went in one month, as one file. `first_at`: when the first of them was found; `last_at`: when
    the last went."""

    ident: str
    month: str
    findings: int
    first_at: str
    last_at: str
    size: int
    sha256: str
    made_at: str
    made_by: str


class Archives(TypedDict):
    items: list[ArchiveShape]
    total: int
    next: str | None
    gone: list[GoneMonth]


class Back(TypedDict):
    """`there`: left out, for a scan had found them again; `homeless`: left out, for their place is no more."""

    findings: int
    there: int
    homeless: int


class GoneMonth(TypedDict):
    """Findings that went in a month and are not archived."""

    month: str
    findings: int


class Move(TypedDict):
    """What went before this day."""

    before: str


class Moved(TypedDict):
    items: list[ArchiveShape]

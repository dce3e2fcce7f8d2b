"""What is sent and answered of obligation changes, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import TypedDict


class ChangedDuties(TypedDict):
    """`held`: what is known of what was held on the earlier day, in words."""

    held: str
    items: list[ChangedDuty]


class ChangedDuty(TypedDict):
    """A rule that came, went or changed, and because of what."""

    ident: str
    what: str
    because: list[str]
    by: list[str]
    before: str | None
    after: str | None
    citation: str
    duty: str | None

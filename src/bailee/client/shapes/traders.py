"""What is sent and answered of traders, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import TypedDict


class Judgement(TypedDict):
    """It counts from the next look on, and is remembered over rescans."""

    ident: str
    is_firm: bool


class Trader(TypedDict):
    """A client whose data is a person's, and why. A file of it, masked, is named to those who see findings."""

    ident: str
    why: str
    stores: list[str]
    files: int
    example: str | None


class Traders(TypedDict):
    items: list[Trader]
    total: int
    current: bool
    next: str | None


class TradersJudged(TypedDict):
    """That it is a firm, or a person after all, and how one knows."""

    is_firm: bool
    reason: str

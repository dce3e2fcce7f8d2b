"""What is sent and answered of known values, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import TypedDict


class KnownListShape(TypedDict):
    """`labels`: words that stand before such a value; `outlines`: how it is written, without a digit or letter of
    it."""

    name: str
    detector: str
    category: str
    subject: str
    values: int
    labels: list[str]
    outlines: list[str]


class KnownLists(TypedDict):
    items: list[KnownListShape]

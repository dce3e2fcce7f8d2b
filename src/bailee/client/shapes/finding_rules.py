"""What is sent and answered of finding rules, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict


class FindingRulesRule(TypedDict):
    """Empty fields: of any detector, everywhere, whatever the reasons."""

    ident: str
    detector: str
    store: str
    cue: str
    at_most: float
    reason: str
    by: str
    at: str | None


class NewRule(TypedDict):
    """`at_most` 0.5: only possible, it leaves the queue; 0.9: likely, never verified."""

    detector: NotRequired[str]
    store: NotRequired[str]
    cue: NotRequired[str]
    at_most: Literal["0.5", "0.9"]
    reason: str


class Rules(TypedDict):
    items: list[FindingRulesRule]

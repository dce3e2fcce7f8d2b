"""What is sent and answered of finding decisions, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict


class BatchShape(TypedDict):
    """What was decided, by its rows: so it can be taken back."""

    first: int
    last: int
    count: int


class FindingRulesJudged(TypedDict):
    batch: BatchShape
    says: str


class Many(TypedDict):
    """One decision over many findings."""

    findings: list[str]
    verdict: Literal["accepted", "confirmed", "dismissed"]
    reason: NotRequired[str]
    until: NotRequired[str | None]


class TakeBack(TypedDict):
    first: int
    last: int
    count: int

"""What is sent and answered of evidence, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Any, TypedDict


class Broken(TypedDict):
    record: int
    field: str
    reason: str


class Record(TypedDict):
    """One record. `leaf` is its hash in the log; records name idents, never values."""

    sequence: int
    at: str
    member: str
    action: str
    subject: str
    details: dict[str, Any]
    leaf: str


class Records(TypedDict):
    items: list[Record]
    next: str | None
    checkpoint: str | None


class Verification(TypedDict):
    """As `bailee evidence verify --json`, of this organisation's log."""

    ok: bool
    records: int
    broken: list[Broken]

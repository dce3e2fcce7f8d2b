"""What is sent and answered of status, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Literal, TypedDict

import bailee.client.shapes.common as common


class Cell(TypedDict):
    """One cell: its state, as a colour and as a word of its column, why, what to do and by which command, and what
    stands behind it."""

    state: Literal["amber", "green", "red", "unknown"]
    word: str
    why: str
    next: str
    command: str
    evidence: list[str]


class Holding(TypedDict):
    """What is held, where, about how many."""

    category: str
    subject: str
    stores: list[str]
    people: common.People
    items: int
    since: str | None
    kinds: list[str]
    purposes: list[str]
    declared: bool
    found: bool


class Items(TypedDict):
    """Each file is in exactly one."""

    read: int
    partly: int
    skipped: int


class Row(TypedDict):
    """One sort of data about one sort of people."""

    category: str
    subject: str
    purposes: list[str]
    people: common.People
    held: Cell
    told: Cell
    secured: Cell
    obligations: list[str]


class Status(TypedDict):
    """As `bailee status --json`. `coverage_line`: what was and was not read, in words."""

    bailee: str
    organisation: str
    places: list[str]
    started_at: str | None
    ended_at: str | None
    items: Items
    bytes: int
    coverage: dict[str, common.Amount]
    holdings: list[Holding]
    obligations: list[common.Obligation]
    status: list[Row]
    coverage_line: str

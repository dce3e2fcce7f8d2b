"""What is sent and answered of request figures, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import TypedDict


class FiguresLine(TypedDict):
    right: str
    received: int
    complied: int
    in_part: int
    denied: int
    open: int
    median_days: float | None
    mean_days: float | None


class FiguresShape(TypedDict):
    """A year, as 11 CCR 7102 asks some businesses to publish it. `months`: the twelve of the year."""

    year: int
    received: int
    late: int
    in_time: int
    lines: list[FiguresLine]
    months: list[Month]


class Month(TypedDict):
    received: int
    ended: int

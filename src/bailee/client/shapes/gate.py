"""What is sent and answered of gate, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import TypedDict


class Asks(TypedDict):
    """What one law asks for before: days, that each person acknowledges the notice, or both."""

    law: str
    short: str
    days_before: int
    acknowledged: bool
    acknowledged_hired_since: str | None


class Gate(TypedDict):
    """Whether it may be looked at today, and why; `opens_on`: from when it may, where a day can be named."""

    open: bool
    why: str
    next: str | None
    opens_on: str | None
    served_on: str | None
    laws: list[str]
    overridden_by: str | None
    may_override: bool
    unsure: list[str]
    signed_on: str | None
    asks: list[Asks]

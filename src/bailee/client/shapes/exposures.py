"""What is sent and answered of exposures, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import TypedDict


class Exposed(TypedDict):
    """A data store; `level`: closed, low, raised, high, extreme, and `product` (0 to 144) for order alone."""

    store: str
    level: str
    product: int
    unneeded: list[str]
    usually_needed_by: list[str]
    holdings: list[ExposuresHeld]
    next_steps: list[str]


class Exposures(TypedDict):
    items: list[Exposed]
    total: int
    next: str | None


class ExposuresAccess(TypedDict):
    """`declared`: somebody said who needs it. `everyone`: accounts that nobody listed can as well."""

    declared: bool
    needed: list[str]
    unneeded: list[Unneeded]
    programs: list[str]
    everyone: bool


class ExposuresHeld(TypedDict):
    """One category of data about one category of people in the store. Null: not read."""

    category: str
    subject: str
    kinds: list[str]
    level: str
    sensitivity: str
    who: Who
    where: str
    files: int
    encrypted_files: int | None
    locked_files: int
    open_to_everyone: int | None
    public: int
    through: list[str]
    channel_encrypted: bool | None
    seen_on: str | None
    access: ExposuresAccess


class Unneeded(TypedDict):
    """An account that can open it and need not: not-needed, left, unknown-account."""

    account: str
    why: str
    says: str
    remedy: str


class Who(TypedDict):
    """nobody (without a key), few, several, many, unknown, everyone (of the system), anybody (outside)."""

    openness: str
    accounts: int | None
    says: str

"""Exposures: how exposed each data store is, who can open it and need not, and what to do about it."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from bailee.api.cursors import page
from bailee.api.interface import Call, Count, Endpoint, Ident, Paged, Shape
from bailee.inventory import lies_in
from bailee.operations.show_exposure import known_exposure, shape
from bailee.permissions import Permission


class Query(Paged, frozen=True, kw_only=True):
    """`store`: this one, or those of this place."""

    store: str | None = None


class Who(Shape, frozen=True, kw_only=True):
    """nobody (without a key), few, several, many, unknown, everyone (of the system), anybody (outside)."""

    openness: str
    accounts: Count | None
    says: str


class Unneeded(Shape, frozen=True, kw_only=True):
    """An account that can open it and need not: not-needed, left, unknown-account."""

    account: str
    why: str
    says: str
    remedy: str


class Access(Shape, frozen=True, kw_only=True):
    """`declared`: somebody said who needs it. `everyone`: accounts that nobody listed can as well."""

    declared: bool
    needed: tuple[str, ...]
    unneeded: tuple[Unneeded, ...]
    programs: tuple[str, ...]
    everyone: bool


class Held(Shape, frozen=True, kw_only=True):
    """One category of data about one category of people in the store. Null: not read."""

    category: Ident
    subject: Ident
    kinds: tuple[str, ...]
    level: str
    sensitivity: str
    who: Who
    where: str
    files: Count
    encrypted_files: Count | None
    locked_files: Count
    open_to_everyone: Count | None
    public: Count
    through: tuple[str, ...]
    channel_encrypted: bool | None
    seen_on: date | None
    access: Access


class Exposed(Shape, frozen=True, kw_only=True):
    """A data store; `level`: closed, low, raised, high, extreme, and `product` (0 to 144) for order alone."""

    store: str
    level: str
    product: Count
    unneeded: tuple[str, ...]
    usually_needed_by: tuple[str, ...]
    holdings: tuple[Held, ...]
    next_steps: tuple[str, ...]


class Exposures(Shape, frozen=True, kw_only=True):
    items: tuple[Exposed, ...]
    total: Count
    next: str | None


def listing(call: Call) -> Exposures:
    query: Query = call.query
    found = [
        each for each in known_exposure(call.workspace) if query.store is None or lies_in(each.name, (query.store,))
    ]
    return page(call, found, Exposures, lambda each: _exposed(shape(each)))


def _exposed(told: dict[str, Any]) -> Exposed:
    fields = {name: told[name] for name in ("store", "level", "product", "unneeded", "usually_needed_by", "holdings")}
    return msgspec.convert({**fields, "next_steps": told["next"]}, Exposed)


ENDPOINTS = (
    Endpoint(
        "GET",
        "exposures",
        "list_exposures",
        "How exposed each data store is, the most exposed first, and what to do about it",
        listing,
        Permission.SEE_FINDINGS,
        Exposures,
        query=Query,
    ),
)

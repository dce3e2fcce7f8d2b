"""Places that are scanned, their data stores, and what was and was not read in them."""

from __future__ import annotations

from typing import Any

import msgspec

from bailee.api.interface import Call, Count, Endpoint, Shape
from bailee.permissions import Permission
from bailee.store.rows.scans import coverage_of


class Place(Shape, frozen=True, kw_only=True):
    """A folder, share, mailbox, bucket or database. Its exact address is not told."""

    number: int
    name: str


class Places(Shape, frozen=True, kw_only=True):
    items: tuple[Place, ...]


class Amount(Shape, frozen=True, kw_only=True):
    items: Count
    bytes: Count


class Store(Shape, frozen=True, kw_only=True):
    """A data store: files by what became of them, and by why they were not read."""

    ident: str
    read: Count
    partly: Count
    skipped: Count
    read_bytes: Count
    causes: dict[str, Amount]


class Stores(Shape, frozen=True, kw_only=True):
    items: tuple[Store, ...]


class Coverage(Shape, frozen=True, kw_only=True):
    """What was looked at, in part or not at all, over all stores; and the newest sealed statement of it."""

    read: Count
    partly: Count
    skipped: Count
    read_bytes: Count
    causes: dict[str, Amount]
    statement: dict[str, Any] | None


def places(call: Call) -> Places:
    return Places(items=tuple(Place(number=each.ident, name=each.name) for each in call.workspace.places()))


def _causes(causes: tuple[tuple[str, int, int], ...]) -> dict[str, Amount]:
    return {reason: Amount(items=items, bytes=size) for reason, items, size in causes}


def stores(call: Call) -> Stores:
    outcomes = call.workspace.outcomes()
    found = []
    for ident in sorted({row[0] for row in outcomes}):
        counted = coverage_of(row for row in outcomes if row[0] == ident)
        told = msgspec.structs.asdict(_coverage(counted, None))
        found.append(Store(ident=ident, **{name: told[name] for name in told if name != "statement"}))
    return Stores(items=tuple(found))


def _coverage(counted: Any, statement: dict[str, Any] | None) -> Coverage:
    return Coverage(
        read=counted.read,
        partly=counted.partly,
        skipped=counted.skipped,
        read_bytes=counted.read_bytes,
        causes=_causes(counted.causes),
        statement=statement,
    )


def coverage(call: Call) -> Coverage:
    return _coverage(coverage_of(call.workspace.outcomes()), call.workspace.coverage_statement())


ENDPOINTS = (
    Endpoint("GET", "places", "list_places", "Places that are scanned", places, Permission.SEE_STORES, Places),
    Endpoint(
        "GET",
        "stores",
        "list_stores",
        "Data stores, and how much of each was read",
        stores,
        Permission.SEE_STORES,
        Stores,
    ),
    Endpoint(
        "GET",
        "coverage",
        "show_coverage",
        "What was read, and what was not, and why",
        coverage,
        Permission.SEE_STORES,
        Coverage,
    ),
)

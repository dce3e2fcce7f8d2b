"""Scans: when, where, how they ended and what they counted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bailee.api.cursors import next_cursor, position_of
from bailee.api.interface import Call, Endpoint, Paged, Shape
from bailee.api.problems import NOT_THERE
from bailee.permissions import Permission
from bailee.store.rows.scanned import Scan as HeldScan


class Query(Paged, frozen=True, kw_only=True):
    """Newest first."""


class Scan(Shape, frozen=True, kw_only=True):
    """One run over one or more places."""

    number: int
    state: str
    started_at: datetime
    ended_at: datetime | None
    places: tuple[str, ...]
    counts: dict[str, Any]


class Scans(Shape, frozen=True, kw_only=True):
    items: tuple[Scan, ...]
    next: str | None


def _shape(scan: HeldScan) -> Scan:
    return Scan(
        number=scan.ident,
        state=scan.state,
        started_at=scan.started_at,
        ended_at=scan.ended_at,
        places=scan.places,
        counts=dict(scan.counts),
    )


def listing(call: Call) -> Scans:
    before = position_of(call)
    found = [each for each in reversed(call.workspace.scans()) if not before or each.ident < before]
    shown = found[: call.query.limit]
    following = next_cursor(call, shown[-1].ident) if len(found) > len(shown) else None
    return Scans(items=tuple(map(_shape, shown)), next=following)


def one(call: Call) -> Scan:
    number = int(call.path["scan"])
    found = next((each for each in call.workspace.scans() if each.ident == number), None)
    if found is None:
        raise NOT_THERE
    return _shape(found)


ENDPOINTS = (
    Endpoint("GET", "scans", "list_scans", "Scans, newest first", listing, Permission.SEE_STORES, Scans, query=Query),
    Endpoint("GET", "scans/{scan}", "show_scan", "One scan", one, Permission.SEE_STORES, Scan),
)

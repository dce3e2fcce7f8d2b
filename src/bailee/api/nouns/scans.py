"""Scans: when, where, how they ended, what they counted, and what is different between two of them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import msgspec

from bailee.api.cursors import cut_read, position_of
from bailee.api.interface import Call, Count, Endpoint, Paged, Request, Shape, shapes
from bailee.api.problems import NOT_THERE
from bailee.operations.scan_history import compare_scans, scan_history
from bailee.permissions import Permission
from bailee.store.rows.scan_work import PastScan

Number = Annotated[int, msgspec.Meta(ge=1, le=2**53)]


class Query(Paged, frozen=True, kw_only=True):
    """Newest first."""


class Between(Request, frozen=True, kw_only=True):
    before: Number | None = None  # the scan to compare with; without one, all that this scan knows is new


class Scan(Shape, frozen=True, kw_only=True):
    """One run over one or more places. `cause`: why it ended before its end."""

    number: int
    state: str
    cause: str
    by: str
    started_at: datetime
    ended_at: datetime | None
    places: tuple[str, ...]
    counts: dict[str, Any]


class Scans(Shape, frozen=True, kw_only=True):
    items: tuple[Scan, ...]
    next: str | None


class Difference(Shape, frozen=True, kw_only=True):
    """Findings of one category in one store. `decided`: judged by a person in between."""

    category: str
    store: str
    new: Count
    gone: Count
    changed: Count
    decided: Count


class FileDifference(Shape, frozen=True, kw_only=True):
    """Files of one store."""

    store: str
    new: Count
    gone: Count
    changed: Count


class Differences(Shape, frozen=True, kw_only=True):
    """From the end of one scan to the end of a later one."""

    before: int | None
    after: int
    findings: tuple[Difference, ...]
    files: tuple[FileDifference, ...]


def _shape(scan: PastScan) -> Scan:
    return Scan(
        number=scan.ident,
        state=scan.state,
        cause=scan.cause,
        by=scan.by,
        started_at=scan.started_at,
        ended_at=scan.ended_at,
        places=scan.places,
        counts=dict(scan.counts),
    )


def listing(call: Call) -> Scans:
    found = scan_history(call.workspace, limit=call.query.limit + 1, before=position_of(call))
    shown, following = cut_read(call, found, lambda scan: scan.ident)
    return Scans(items=tuple(map(_shape, shown)), next=following)


def _found(call: Call, number: int) -> PastScan:
    found = scan_history(call.workspace, limit=1, ident=number)
    if not found:
        raise NOT_THERE
    return found[0]


def one(call: Call) -> Scan:
    return _shape(_found(call, int(call.path["scan"])))


def differences(call: Call) -> Differences:
    after, before = _found(call, int(call.path["scan"])), call.query.before
    if before is not None:
        _found(call, before)
    told = compare_scans(call.workspace, before, after.ident)
    return Differences(
        before=told.before,
        after=told.after,
        findings=shapes(told.findings, Difference),
        files=shapes(told.files, FileDifference),
    )


ENDPOINTS = (
    Endpoint("GET", "scans", "list_scans", "Scans, newest first", listing, Permission.SEE_STORES, Scans, query=Query),
    Endpoint("GET", "scans/{scan}", "show_scan", "One scan", one, Permission.SEE_STORES, Scan),
    Endpoint(
        "GET",
        "scans/{scan}/differences",
        "compare_scans",
        "What is different since another scan",
        differences,
        Permission.SEE_FINDINGS,
        Differences,
        query=Between,
    ),
)

"""Evidence: what was done, by whom and when; and whether the log still says what it said."""

from __future__ import annotations

import json
from typing import Any

from bailee.api.cursors import cut_read, position_of
from bailee.api.interface import Call, Count, Endpoint, Paged, Shape, shapes
from bailee.operations.verify_evidence import verify_own
from bailee.permissions import Permission


class Query(Paged, frozen=True, kw_only=True):
    """Oldest first."""


class Record(Shape, frozen=True, kw_only=True):
    """One record. `leaf` is its hash in the log; records name idents, never values."""

    sequence: int
    at: str
    member: str
    action: str
    subject: str
    details: dict[str, Any]
    leaf: str


class Records(Shape, frozen=True, kw_only=True):
    items: tuple[Record, ...]
    next: str | None
    checkpoint: str | None  # the signed note that stands for the whole log


class Broken(Shape, frozen=True, kw_only=True):
    record: int
    field: str
    reason: str


class Verification(Shape, frozen=True, kw_only=True):
    """As `bailee evidence verify --json`, of this organisation's log."""

    ok: bool
    records: Count
    broken: tuple[Broken, ...]


def listing(call: Call) -> Records:
    rows = call.workspace.evidence_page(position_of(call), call.query.limit + 1)
    shown, following = cut_read(call, rows, lambda row: row.sequence)
    newest = call.workspace.newest_checkpoint()
    return Records(
        items=tuple(
            Record(
                sequence=row.sequence,
                at=row.at,
                member=row.actor,
                action=row.action,
                subject=row.subject,
                details=_details(row.details),
                leaf=row.leaf,
            )
            for row in shown
        ),
        next=following,
        checkpoint=newest.note if newest else None,
    )


def _details(text: str) -> dict[str, Any]:
    try:
        told = json.loads(text)
    except ValueError:
        return {}  # it was tampered with: `verification` says so
    return told if isinstance(told, dict) else {}


def verification(call: Call) -> Verification:
    report = verify_own(call.workspace)
    broken = shapes(report.broken, Broken)
    return Verification(ok=not broken, records=report.records, broken=broken)


ENDPOINTS = (
    Endpoint(
        "GET",
        "evidence",
        "list_evidence",
        "Records of what was done",
        listing,
        Permission.SEE_EVIDENCE,
        Records,
        query=Query,
    ),
    Endpoint(
        "GET",
        "evidence/verification",
        "verify_evidence",
        "Whether the log still says what it said",
        verification,
        Permission.SEE_EVIDENCE,
        Verification,
    ),
)

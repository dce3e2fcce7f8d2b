"""Archives of findings that are gone: which there are, what lies in them, what went and is not archived; moved and brought back."""

from __future__ import annotations

import json
from datetime import date, datetime
from itertools import islice
from typing import Annotated, Any

import msgspec

from bailee.api.cursors import cut_read, page, position_of
from bailee.api.interface import Call, Count, Endpoint, Ident, Paged, Request, Shape, Word, shaped, shapes
from bailee.api.problems import NOT_THERE
from bailee.operations.archive_findings import (
    archive_findings,
    bring_back,
    list_archives,
    search_archives,
    verify_archives,
)
from bailee.permissions import Permission
from bailee.vocabulary import Confidence

Month = Annotated[str, msgspec.Meta(pattern="^[0-9]{4}-(0[1-9]|1[0-2])$", description="As in 2025-03.")]


class Query(Paged, frozen=True, kw_only=True):
    """Every archive."""


class Search(Paged, frozen=True, kw_only=True):
    """What lies in archives; all that is named has to fit."""

    archive: Ident | None = None
    month: Month | None = None  # in which it went
    detector: Ident | None = None
    category: Ident | None = None
    store: Word | None = None


class ArchiveShape(Shape, frozen=True, kw_only=True):
    """Findings that went in one month, as one file. `first_at`: when the first of them was found; `last_at`: when the last went."""

    ident: str
    month: str
    findings: Count
    first_at: datetime
    last_at: datetime
    size: Count
    sha256: str
    made_at: datetime
    made_by: str


class GoneMonth(Shape, frozen=True, kw_only=True):
    """Findings that went in a month and are not archived."""

    month: str
    findings: Count


class Archives(Shape, frozen=True, kw_only=True):
    items: tuple[ArchiveShape, ...]
    total: Count
    next: str | None
    gone: tuple[GoneMonth, ...]


class ArchivedShape(Shape, frozen=True, kw_only=True):
    """A finding as it was when it went. Its place is masked."""

    ident: str
    archive: str
    detector: str
    category: str
    subject: str
    locator: tuple[str, ...]
    store: str
    count: Count
    confidence: Confidence
    first_seen: datetime
    last_seen: datetime
    gone_at: datetime


class Archived(Shape, frozen=True, kw_only=True):
    """Archives are opened one after the other, so nobody counted what comes on later pages."""

    items: tuple[ArchivedShape, ...]
    next: str | None


class Move(Request, frozen=True, kw_only=True):
    """What went before this day."""

    before: date


class Moved(Shape, frozen=True, kw_only=True):
    items: tuple[ArchiveShape, ...]


class Back(Shape, frozen=True, kw_only=True):
    """`there`: left out, for a scan had found them again; `homeless`: left out, for their place is no more."""

    findings: Count
    there: Count
    homeless: Count


class VerifiedShape(Shape, frozen=True, kw_only=True):
    """`why`: what is wrong with it; null where it is what was written, and the log says so."""

    ident: str
    why: str | None


class VerifiedAll(Shape, frozen=True, kw_only=True):
    ok: bool
    items: tuple[VerifiedShape, ...]


def listing(call: Call) -> Archives:
    seen = list_archives(call.workspace)
    gone = tuple(GoneMonth(month=month, findings=number) for month, number in seen.gone.items())
    return page(call, seen.archives, Archives, ArchiveShape, gone=gone)


def search(call: Call) -> Archived:
    asked: Search = call.query
    found = search_archives(
        call.workspace, asked.archive or "", month=asked.month or "", detector=asked.detector or "",
        category=asked.category or "", store=asked.store or "",
    )  # fmt: skip
    start = position_of(call)
    shown, following = cut_read(call, list(islice(found, start, start + asked.limit + 1)))
    return Archived(items=tuple(map(_shape, shown)), next=following)


def _shape(row: dict[str, Any]) -> ArchivedShape:
    times = {name: datetime.fromisoformat(row[name]) for name in ("first_seen", "last_seen", "gone_at")}
    return ArchivedShape(
        ident=row["ident"],
        archive=row["archive"],
        detector=row["detector"],
        category=row["category"],
        subject=row["subject"],
        locator=tuple(json.loads(row["locator"])),
        store=row["store"],
        count=row["count"],
        confidence=Confidence(row["confidence"]),
        **times,
    )


def moved(call: Call) -> Moved:
    return Moved(items=shapes(archive_findings(call.workspace, call.body.before), ArchiveShape))


def _there(call: Call) -> str:
    ident = call.path["archive"]
    if ident not in {each.ident for each in list_archives(call.workspace).archives}:
        raise NOT_THERE
    return ident


def brought_back(call: Call) -> Back:
    return shaped(bring_back(call.workspace, _there(call)), Back)


def verified(call: Call) -> VerifiedAll:
    told = verify_archives(call.workspace)
    items = tuple(VerifiedShape(ident=each.archive.ident, why=each.why or None) for each in told)
    return VerifiedAll(ok=not any(each.why for each in told), items=items)


_SEE, _MANAGE = Permission.SEE_FINDINGS, Permission.MANAGE_STORES
ENDPOINTS = (
    Endpoint("GET", "archives", "list_archives", "Archives of findings that are gone", listing, _SEE, Archives, query=Query),
    Endpoint("GET", "archived-findings", "search_archives", "Findings in archives, as they were when they went", search, _SEE, Archived, query=Search),
    Endpoint("GET", "archive-verification", "verify_archives", "Whether each archive is what was written", verified, _SEE, VerifiedAll),
    Endpoint("POST", "archives", "archive_findings", "Move what went before a day, a month at a time", moved, _MANAGE, Moved, body=Move, status=201),
    Endpoint("POST", "archives/{archive}/returns", "bring_back_archive", "Its findings count among those that are gone again", brought_back, _MANAGE, Back),
)  # fmt: skip

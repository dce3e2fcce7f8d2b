"""Kinds of record that were recognised, and in which files."""

from __future__ import annotations

from bailee.api.cursors import cut_read, position_of
from bailee.api.interface import Call, Endpoint, Ident, Paged, Shape, Word
from bailee.permissions import Permission
from bailee.vocabulary import Confidence


class Query(Paged, frozen=True, kw_only=True):
    kind: Ident | None = None
    store: Word | None = None
    confidence: Confidence = Confidence.LIKELY


class Kind(Shape, frozen=True, kw_only=True):
    """A record in a file. Names of files are masked."""

    locator: tuple[str, ...]
    kind: str
    category: str
    subject: str
    confidence: Confidence
    place: str
    store: str


class Kinds(Shape, frozen=True, kw_only=True):
    items: tuple[Kind, ...]
    next: str | None


def listing(call: Call) -> Kinds:
    query: Query = call.query
    found = call.workspace.kinds(
        confidence=query.confidence,
        kind=query.kind,
        store=query.store,
        after=position_of(call),
        limit=query.limit + 1,
    )
    part, following = cut_read(call, found, lambda each: each.row)
    shown = tuple(
        Kind(
            locator=tuple(each.kind.locator.display()),
            kind=each.kind.kind,
            category=each.kind.category,
            subject=each.kind.subject.value,
            confidence=each.kind.confidence,
            place=each.place,
            store=each.store,
        )
        for each in part
    )
    return Kinds(items=shown, next=following)


ENDPOINTS = (
    Endpoint(
        "GET",
        "kinds",
        "list_kinds",
        "Kinds of record that were found",
        listing,
        Permission.SEE_FINDINGS,
        Kinds,
        query=Query,
    ),
)

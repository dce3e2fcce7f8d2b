"""The table: what is held, told and secured, with why, what to do next and the evidence; and the duties that apply."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

import msgspec

from bailee.api.interface import Call, Count, Endpoint, Request, Shape
from bailee.api.nouns.places import Amount
from bailee.api.problems import Problem
from bailee.operations.report_status import report_status
from bailee.permissions import Permission
from bailee.reports import shapes
from bailee.reports.shown import coverage_line

Day = Annotated[date, msgspec.Meta(description="Facts, notices and duties of this day; today where none is named.")]


_FARTHEST = 3653  # days


class Query(Request, frozen=True, kw_only=True):
    on: Day | None = None


class Cell(Shape, frozen=True, kw_only=True):
    """One cell: its state, as a colour and as a word of its column, why, what to do and by which command, and what stands behind it."""

    state: Literal["green", "amber", "red", "unknown"]
    word: str
    why: str
    next: str
    command: str
    evidence: tuple[str, ...]


class People(Shape, frozen=True, kw_only=True):
    """A range: how many there are at least, and at most."""

    low: int | None
    high: int | None


class Row(Shape, frozen=True, kw_only=True):
    """One sort of data about one sort of people."""

    category: str
    subject: str
    purposes: tuple[str, ...]
    people: People
    held: Cell
    told: Cell
    secured: Cell
    obligations: tuple[str, ...]


class Items(Shape, frozen=True, kw_only=True):
    """Each file is in exactly one."""

    read: Count
    partly: Count
    skipped: Count


class Holding(Shape, frozen=True, kw_only=True):
    """What is held, where, about how many."""

    category: str
    subject: str
    stores: tuple[str, ...]
    people: People
    items: Count
    since: str | None
    kinds: tuple[str, ...]
    purposes: tuple[str, ...]
    declared: bool
    found: bool


class Obligation(Shape, frozen=True, kw_only=True):
    """A duty of a law, or of a contract. One that nobody verified has no duty text."""

    ident: str
    jurisdiction: str
    citation: str
    short: str
    duty: str | None
    why: str
    would_not_if: str
    confidence: str
    reviewed: str
    state: str
    source: tuple[str, ...]
    is_law: bool


class Status(Shape, frozen=True, kw_only=True):
    """As `bailee status --json`. `coverage_line`: what was and was not read, in words."""

    bailee: str
    organisation: str
    places: tuple[str, ...]
    started_at: str | None
    ended_at: str | None
    items: Items
    bytes: Count
    coverage: dict[str, Amount]
    holdings: tuple[Holding, ...]
    obligations: tuple[Obligation, ...]
    status: tuple[Row, ...]
    coverage_line: str


class Obligations(Shape, frozen=True, kw_only=True):
    """Duties that apply, or of which one has to know."""

    items: tuple[Obligation, ...]


def _day(call: Call) -> date:
    asked: date = call.query.on or call.today
    if abs((asked - call.today).days) > _FARTHEST:
        raise Problem("invalid-input", "It is more than ten years away.", field="on")
    return asked


def _stamp(call: Call) -> str:
    """The table stands on the newest record of evidence and on the day."""
    return call.workspace.status_stamp(_day(call))


def _told(call: Call) -> dict[str, Any]:
    """The table as programs read it, with the words that a person reads beside it."""
    report = report_status(call.workspace, on=_day(call))
    told: dict[str, Any] = shapes.status(report)
    for shape, duty in zip(told["obligations"], report.obligations, strict=True):
        shape["short"] = duty.short
    return told | {"coverage_line": coverage_line(report)}


def status(call: Call) -> Status:
    return msgspec.convert(_told(call), Status)


def obligations(call: Call) -> Obligations:
    told = _told(call)
    return Obligations(items=msgspec.convert(told["obligations"], tuple[Obligation, ...]))


ENDPOINTS = (
    Endpoint(
        "GET",
        "status",
        "show_status",
        "Held, Told and Secured",
        status,
        Permission.SEE_TABLE,
        Status,
        query=Query,
        stamp=_stamp,
    ),
    Endpoint(
        "GET",
        "obligations",
        "list_obligations",
        "Duties, with citations",
        obligations,
        Permission.SEE_TABLE,
        Obligations,
        query=Query,
        stamp=_stamp,
    ),
)

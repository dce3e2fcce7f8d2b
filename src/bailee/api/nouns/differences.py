"""Differences: where what was declared and what was found part ways, and what is done about one."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from bailee.api.answering import check_unchanged
from bailee.api.cursors import page
from bailee.api.interface import Call, Endpoint, Paged, Request, Shape, Text
from bailee.api.nouns.status import People
from bailee.api.problems import NOT_THERE
from bailee.operations.settle_difference import (
    DifferenceLine,
    accept_difference,
    declare_store,
    list_differences,
    reopen_difference,
    withdraw_declared,
)
from bailee.operations.show_status import show_status
from bailee.permissions import Permission

What = Literal["found-not-declared", "found-elsewhere", "declared-not-found"]


class Query(Paged, frozen=True, kw_only=True):
    """Filters: all that are given must fit."""

    view: Literal["open", "accepted", "all"] = "open"
    what: What | None = None


class Accepted(Shape, frozen=True, kw_only=True):
    """That it may stand where it then lay, and why."""

    reason: str
    by: str
    at: datetime


class RecordDifference(Shape, frozen=True, kw_only=True):
    """One difference; `not_read`: what was not looked at and could hide it."""

    ident: str
    what: What
    category: str
    subject: str
    stores: tuple[str, ...]
    activities: tuple[str, ...]
    people: People
    why: str
    not_read: str | None
    next: str
    accepted: Accepted | None


class RecordDifferences(Shape, frozen=True, kw_only=True):
    items: tuple[RecordDifference, ...]
    total: int
    current: bool  # false: something was changed since, and what is held is being counted anew
    next: str | None


class Settled(Request, frozen=True, kw_only=True):
    """accept: it may stand, for a reason. reopen: it may not any more. add-store: its activities are for where it was
    found, too. withdraw: its activities name it no more."""

    act: Literal["accept", "reopen", "add-store", "withdraw"]
    reason: Text = ""


class Settling(Shape, frozen=True, kw_only=True):
    """What was done, and the activities that were corrected for it."""

    ident: str
    act: str
    activities: tuple[str, ...]


def _shape(line: DifferenceLine) -> RecordDifference:
    each = line.difference
    what: What = each.what  # type: ignore[assignment]  # of WHATS
    return RecordDifference(
        ident=line.ident,
        what=what,
        category=each.category,
        subject=each.subject.value,
        stores=each.stores,
        activities=each.activities,
        people=People(low=line.people.low, high=line.people.high),
        why=line.why,
        not_read=line.hole or None,
        next=line.next,
        accepted=Accepted(reason=line.answer.reason, by=line.answer.by, at=line.answer.at) if line.answer else None,
    )


def listing(call: Call) -> RecordDifferences:
    query: Query = call.query
    status = show_status(call.workspace)
    fitting = [
        line
        for line in list_differences(call.workspace, status)
        if (query.view == "all" or line.is_open is (query.view == "open"))
        and query.what in (None, line.difference.what)
    ]
    return page(call, fitting, RecordDifferences, _shape, current=status.is_current)


def one(call: Call) -> RecordDifference:
    for line in list_differences(call.workspace):
        if line.ident == call.path["difference"]:
            return _shape(line)
    raise NOT_THERE


def settled(call: Call) -> Settling:
    wanted: Settled = call.body
    there = one(call)
    check_unchanged(call, there)
    names: tuple[str, ...] = ()
    if wanted.act == "accept":
        accept_difference(call.workspace, there.ident, wanted.reason)
    elif wanted.act == "reopen":
        reopen_difference(call.workspace, there.ident)
    elif wanted.act == "add-store":
        names = declare_store(call.workspace, there.ident)
    else:
        names = withdraw_declared(call.workspace, there.ident)
    return Settling(ident=there.ident, act=wanted.act, activities=names)


ENDPOINTS = (
    Endpoint(
        "GET",
        "differences",
        "list_differences",
        "Where declared and found part ways; the worst first",
        listing,
        Permission.SEE_TABLE,
        RecordDifferences,
        query=Query,
    ),
    Endpoint(
        "GET",
        "differences/{difference}",
        "show_difference",
        "One difference",
        one,
        Permission.SEE_TABLE,
        RecordDifference,
    ),
    Endpoint(
        "POST",
        "differences/{difference}/settlings",
        "settle_difference",
        "Accept it, open it again, or correct what was declared; with If-Match, only as it was read",
        settled,
        Permission.DECLARE,
        Settling,
        body=Settled,
        matches=True,
    ),
)

"""Departures: what lies otherwise than declared, or than a law asks; and what a person decided about one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Literal

import msgspec

from bailee.api.answering import check_unchanged
from bailee.api.cursors import page
from bailee.api.interface import Call, Count, Endpoint, Ident, Paged, Request, Shape, Text
from bailee.api.nouns.status import People
from bailee.api.problems import NOT_THERE
from bailee.operations.find_departures import known_departures, settle_departure
from bailee.operations.show_status import show_status
from bailee.permissions import Permission
from bailee.vocabulary import Severity, State


class Query(Paged, frozen=True, kw_only=True):
    """Filters: all that are given must fit."""

    view: Literal["open", "settled", "all"] = "open"  # settled: by a person, or kept by a legal hold
    sort: Ident | None = None
    state: State | None = None


class Rule(Shape, frozen=True, kw_only=True):
    """The rule that is departed from; `is_sure` false: whether it applies hangs on a question."""

    ident: str
    name: str
    citation: str
    is_sure: bool
    confidence: str
    reviewed: str
    source: tuple[str, ...]


class Of(Shape, frozen=True, kw_only=True):
    """A cell of the table that it stands in."""

    category: str
    subject: str


class File(Shape, frozen=True, kw_only=True):
    """A file of it, masked; `on` and `dated_by`: how old it is, and as what says."""

    where: str
    beside: tuple[str, ...]
    on: date | None
    dated_by: str | None


class Decision(Shape, frozen=True, kw_only=True):
    verdict: Literal["accepted", "not-so"]
    reason: str
    until: date | None
    by: str
    on: date


class Departure(Shape, frozen=True, kw_only=True):
    """One thing that is not as it was declared, or as a law asks. Its first files are told to those who see findings."""

    ident: str
    sort: str
    state: State
    severity: Severity
    open: bool
    title: str
    why: str
    next: str
    clears: str
    people: People
    stores: tuple[str, ...]
    column: str
    cells: tuple[Of, ...]
    rule: Rule | None
    also: tuple[Rule, ...]
    named: tuple[str, ...]
    for_counsel: tuple[str, ...]
    held_by: tuple[str, ...]
    files: tuple[File, ...]
    files_in_all: Count
    found_at: datetime | None
    decision: Decision | None


class Departures(Shape, frozen=True, kw_only=True):
    items: tuple[Departure, ...]
    total: int
    current: bool  # false: something was changed since, and they are being looked for anew
    next: str | None


class Decided(Request, frozen=True, kw_only=True):
    """Accepted until a day, not so, or opened again; the first two with a reason."""

    verdict: Literal["accepted", "not-so", "reopened"]
    reason: Text = ""
    until: date | None = None


def _rule(told: Mapping[str, Any]) -> Rule:
    return Rule(
        ident=told["ident"],
        name=told["name"],
        citation=told["citation"],
        is_sure=told["applies"],
        confidence=told["confidence"],
        reviewed=told["reviewed"],
        source=tuple(told["source"]),
    )


def _file(told: Mapping[str, Any]) -> File:
    return File(
        where=told["where"],
        beside=tuple(told["beside"]),
        on=date.fromisoformat(told["on"]) if told["on"] else None,
        dated_by=told["dated_by"] or None,
    )


def _shape(call: Call, told: Mapping[str, Any], found_at: datetime | None) -> Departure:
    sees = call.workspace.may(Permission.SEE_FINDINGS)
    return Departure(
        ident=told["ident"],
        sort=told["sort"],
        state=State(told["state"]),
        severity=Severity(told["severity"]),
        open=told["open"],
        title=told["title"],
        why=told["why"],
        next=told["next"],
        clears=told["clears"],
        people=People(low=told["people"]["low"], high=told["people"]["high"]),
        stores=tuple(told["stores"]),
        column=told["column"],
        cells=tuple(Of(category=each["category"], subject=each["subject"]) for each in told["cells"]),
        rule=_rule(told["rule"]) if told["rule"] else None,
        also=tuple(map(_rule, told["also"])),
        named=tuple(told["named"]),
        for_counsel=tuple(told["for_counsel"]),
        held_by=tuple(told["held_by"]),
        files=tuple(map(_file, told["files"])) if sees else (),
        files_in_all=told["files_in_all"],
        found_at=found_at,
        decision=msgspec.convert(told["decision"], Decision) if told["decision"] else None,
    )


def listing(call: Call) -> Departures:
    query: Query = call.query
    status = show_status(call.workspace)
    fitting = [
        each
        for each in known_departures(call.workspace, status.content)
        if (query.view == "all" or each["open"] is (query.view == "open"))
        and query.sort in (None, each["sort"])
        and query.state in (None, each["state"])
    ]
    history = call.workspace.departure_history()
    since = {ident: each.found_at for ident, each in history.items()}

    def told(each: dict[str, Any]) -> Departure:
        return _shape(call, each, since.get(each["ident"]))

    return page(call, fitting, Departures, told, current=status.is_current)


def one(call: Call) -> Departure:
    content = show_status(call.workspace).content
    wanted = call.path["departure"]
    for each in known_departures(call.workspace, content):
        if each["ident"] == wanted:
            known = call.workspace.departure_history().get(wanted)
            return _shape(call, each, known.found_at if known else None)
    raise NOT_THERE


def decided(call: Call) -> Departure:
    wanted: Decided = call.body
    there = one(call)
    check_unchanged(call, there)
    settle_departure(
        call.workspace,
        there.ident,
        there.sort,
        wanted.verdict,
        reason=wanted.reason,
        until=wanted.until,
        on=call.today,
    )
    return one(call)


ENDPOINTS = (
    Endpoint(
        "GET",
        "departures",
        "list_departures",
        "Departures from what was declared, or from what a law asks; the worst first",
        listing,
        Permission.SEE_STORES,
        Departures,
        query=Query,
    ),
    Endpoint("GET", "departures/{departure}", "show_departure", "One departure", one, Permission.SEE_STORES, Departure),
    Endpoint(
        "POST",
        "departures/{departure}/decisions",
        "decide_departure",
        "Accept it until a day, say that it is not so, or open it again; with If-Match, only as it was read",
        decided,
        Permission.DECIDE_FINDINGS,
        Departure,
        body=Decided,
        matches=True,
    ),
)

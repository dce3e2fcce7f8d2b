"""Tickets where a provider works: how each stands there, what waits and why; have a worker tell what is due."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from bailee.api.cursors import cut_read, position_of
from bailee.api.interface import Call, Count, Endpoint, Nothing, Paged, Shape, Word
from bailee.api.nouns.work import Work, deferred
from bailee.operations.sync_tickets import TASK
from bailee.outward import REASONS
from bailee.permissions import Permission
from bailee.store import jobs
from bailee.store.rows.chatted import NotTaken
from bailee.store.rows.ticketed import TicketLine

Sort = Literal["alert", "task", "incident", "findings"]
_UNKNOWN = ("it fails", "it is tried again")


class Query(Paged, frozen=True, kw_only=True):
    """Newest first. `of` and `about`: of one thing alone, as in of=task and its ident."""

    of: Sort | None = None
    about: Word | None = None
    past: bool = False  # those whose thing is over, too


class Ticket(Shape, frozen=True, kw_only=True):
    """One ticket. `of` and `about`: the thing it is about; for findings, their category. `number` and `status` as the system has them.
    `due_at` null: nothing of it waits; `fault`: why what waits was not taken, and `why` that in words."""

    ident: str
    desk: str
    of: str
    about: str
    title: str
    severity: str
    number: str | None
    state: str
    status: str | None
    fault: str | None
    why: str | None
    tries: Count
    due_at: datetime | None
    added_at: datetime
    looked_at: datetime | None
    ended_at: datetime | None


class Tickets(Shape, frozen=True, kw_only=True):
    items: tuple[Ticket, ...]
    next: str | None


class TicketFault(Shape, frozen=True, kw_only=True):
    """What does not come through: of a whole desk or channel, or of some tickets that it refuses. `waiting`: tickets or messages."""

    about: str
    name: str
    fault: str
    why: str
    hint: str
    since: datetime
    waiting: Count
    is_chat: bool


class TicketFaults(Shape, frozen=True, kw_only=True):
    items: tuple[TicketFault, ...]


def _shape(line: TicketLine) -> Ticket:
    return Ticket(
        ident=line.ident,
        desk=line.desk,
        of=line.sort,
        about=line.about,
        title=line.draft.title,
        severity=line.draft.severity.value,
        number=line.number or None,
        state=line.state,
        status=line.status or None,
        fault=line.fault or None,
        why=REASONS.get(line.fault, _UNKNOWN)[0] if line.fault else None,
        tries=line.tries,
        due_at=line.due_at,
        added_at=line.added_at,
        looked_at=line.looked_at,
        ended_at=line.ended_at,
    )


def _fault(each: NotTaken) -> TicketFault:
    why, hint = REASONS.get(each.fault, _UNKNOWN)
    return TicketFault(
        about=each.about,
        name=each.name,
        fault=each.fault,
        why=why,
        hint=hint,
        since=each.since,
        waiting=each.count,
        is_chat=each.is_chat,
    )


def listing(call: Call) -> Tickets:
    query: Query = call.query
    found = call.workspace.tickets(
        live=not query.past,
        sort=query.of or "",
        about=query.about or "",
        skip=position_of(call),
        limit=query.limit + 1,
    )
    shown, following = cut_read(call, found)
    return Tickets(items=tuple(map(_shape, shown)), next=following)


def faults(call: Call) -> TicketFaults:
    return TicketFaults(items=tuple(map(_fault, call.workspace.not_taken())))


def told(call: Call) -> Work:
    workspace = call.workspace
    return deferred(call, jobs.defer(workspace.home, TASK, workspace.organisation, key=TASK, by=workspace.member))


_SEE = Permission.SEE_ALERTS
ENDPOINTS = (
    Endpoint("GET", "tickets", "list_tickets", "How tickets stand", listing, _SEE, Tickets, query=Query),
    Endpoint("GET", "tickets/faults", "list_ticket_faults", "What does not come through, and why", faults, _SEE, TicketFaults),
    Endpoint(
        "POST", "tickets/turns", "tell_tickets", "Have a worker tell what is due, and look at how open tickets stand", told,
        Permission.DO_TASKS, Work, body=Nothing, status=202,
    ),
)  # fmt: skip

"""Incidents, as programs read them: which there are, and what is due by when. Of a privileged one, its number and its days."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import msgspec

from bailee.api.cursors import page
from bailee.api.interface import Call, Endpoint, Paged, Shape
from bailee.api.problems import NOT_THERE
from bailee.errors import InvalidInput, NotAllowed
from bailee.incidents.paper import whom
from bailee.incidents.sheet import Line
from bailee.operations.incident_shapes import listed
from bailee.operations.incident_sheet import incident_sheet
from bailee.permissions import Permission


class Query(Paged, frozen=True, kw_only=True):
    closed: bool = False  # those that are closed, too


class Target(Shape, frozen=True, kw_only=True):
    """What was lost: a device, a data store, an account, a finding."""

    sort: str
    ident: str


class Incident(Shape, frozen=True, kw_only=True):
    """One incident. `title` and what follows `zone` null: counsel marked it as privileged, and it is not open to this token."""

    ident: str
    title: str | None
    is_open: bool
    is_drill: bool
    is_privileged: bool
    discovered_at: datetime
    reported_at: datetime
    closed_at: datetime | None
    zone: str
    kind: str | None
    target: Target | None
    from_at: datetime | None
    until_at: datetime | None
    outcome: str | None
    reported_by: str | None


class Incidents(Shape, frozen=True, kw_only=True):
    items: tuple[Incident, ...]
    total: int
    next: str | None


class IncidentDuty(Shape, frozen=True, kw_only=True):
    """What one law or contract asks. `deadline` null: it names no day; `act_by`: the working day by which to act."""

    ident: str
    rule: str
    citation: str
    place: str | None
    to: str
    whom: str
    stands: str
    period: str
    deadline: datetime | None
    act_by: date | None
    confirm: bool


class IncidentDuties(Shape, frozen=True, kw_only=True):
    """`people` null: no scan had read by that hour what was lost; nobody knows. It is not zero."""

    incident: str
    people: tuple[int, int] | None
    encrypted: bool | None
    items: tuple[IncidentDuty, ...]
    unknown: tuple[str, ...]


def _shape(told: dict[str, Any]) -> Incident:
    bare = dict.fromkeys(("title", "kind", "target", "from_at", "until_at", "outcome", "reported_by"))
    return msgspec.convert(bare | told, Incident)


def listing(call: Call) -> Incidents:
    found = [each for each in listed(call.workspace) if each["is_open"] or call.query.closed]
    return page(call, found, Incidents, _shape)


def duties(call: Call) -> IncidentDuties:
    ident = call.path["incident"]
    try:
        sheet = incident_sheet(call.workspace, ident)
    except (InvalidInput, NotAllowed):
        raise NOT_THERE from None
    people = sheet.lost.people
    return IncidentDuties(
        incident=ident,
        people=(people.low, people.high) if people is not None else None,
        encrypted=sheet.encryption.is_whole,
        items=tuple(map(_duty, sheet.lines)),
        unknown=sheet.unknown,
    )


def _duty(line: Line) -> IncidentDuty:
    return IncidentDuty(
        ident=line.ident,
        rule=line.rule,
        citation=line.citation,
        place=line.place or None,
        to=line.to,
        whom=whom(line),
        stands=line.standing.value,
        period=line.words,
        deadline=line.deadline.at if line.deadline else None,
        act_by=line.deadline.act_by if line.deadline else None,
        confirm=line.confirm,
    )


ENDPOINTS = (
    Endpoint(
        "GET",
        "incidents",
        "list_incidents",
        "Incidents, newest first",
        listing,
        Permission.SEE_STORES,
        Incidents,
        query=Query,
    ),
    Endpoint(
        "GET",
        "incidents/{incident}/duties",
        "list_incident_duties",
        "What is due by when after an incident",
        duties,
        Permission.SEE_STORES,
        IncidentDuties,
    ),
)

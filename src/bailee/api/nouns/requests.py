"""Requests of people about their own data, as programs read them: how each stands and by when; who asks is not told."""

from __future__ import annotations

from datetime import date
from typing import Literal

from bailee.api.cursors import page
from bailee.api.interface import Call, Endpoint, Paged, Shape
from bailee.operations.show_requests import RequestLine, list_requests
from bailee.permissions import Permission


class Query(Paged, frozen=True, kw_only=True):
    view: Literal["open", "ended", "all"] = "open"


class DataSubjectRequest(Shape, frozen=True, kw_only=True):
    """One request. `due_on` null: it ended, its clock stands still, or no law that is held to names a day."""

    ident: str
    rights: tuple[str, ...]
    laws: tuple[str, ...]
    how: str
    received_on: date
    state: str
    due_on: date | None
    late: bool
    ended_on: date | None
    joined_to: str | None


class DataSubjectRequests(Shape, frozen=True, kw_only=True):
    items: tuple[DataSubjectRequest, ...]
    total: int
    next: str | None


def _shape(line: RequestLine) -> DataSubjectRequest:
    return DataSubjectRequest(
        ident=line.request.ident,
        rights=tuple(right.value for right in line.request.rights),
        laws=line.request.laws,
        how=line.request.channel,
        received_on=line.request.received_on,
        state=line.state.value,
        due_on=line.due.on if line.due else None,
        late=line.late,
        ended_on=line.ended_on,
        joined_to=line.joined_to or None,
    )


def listing(call: Call) -> DataSubjectRequests:
    query: Query = call.query
    found = [
        each
        for each in list_requests(call.workspace, call.today)
        if query.view == "all" or each.state.is_open is (query.view == "open")
    ]
    return page(call, found, DataSubjectRequests, _shape)


ENDPOINTS = (
    Endpoint(
        "GET",
        "requests",
        "list_requests",
        "Requests of people about their own data: open ones by the day on which they are due",
        listing,
        Permission.HANDLE_REQUESTS,
        DataSubjectRequests,
        query=Query,
    ),
)

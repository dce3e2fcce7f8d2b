"""Access: who could, and did, open the organisation's data."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from bailee.api.cursors import page
from bailee.api.interface import Call, Count, Endpoint, PastPaged, Shape
from bailee.operations.list_access import own_access_list
from bailee.permissions import Permission, Role

Moment = Annotated[datetime, msgspec.Meta(tz=True)]


class Query(PastPaged, frozen=True, kw_only=True):
    since: Moment | None = None
    until: Moment | None = None


class AccessLineShape(Shape, frozen=True, kw_only=True):
    """Somebody could open it, from when until when; or did, and what."""

    organisation: str
    person: str
    name: str
    role: Role
    act: str
    since: datetime
    until: datetime | None
    what: str


class Access(Shape, frozen=True, kw_only=True):
    items: tuple[AccessLineShape, ...]
    total: Count
    next: str | None


def listing(call: Call) -> Access:
    found = own_access_list(call.workspace, since=call.query.since, until=call.query.until)
    return page(call, found, Access, AccessLineShape)


ENDPOINTS = (
    Endpoint("GET", "access", "list_access", "Who could, and did, open its data", listing, Permission.SEE_ACCESS, Access, query=Query),
)  # fmt: skip

"""Members: who belongs to an organisation, in which role, until when."""

from __future__ import annotations

from datetime import datetime

from bailee.api.interface import Call, Endpoint, Request, Shape
from bailee.permissions import Permission, Role
from bailee.store.rows.members import Member as OfMember


class Member(Shape, frozen=True, kw_only=True):
    """A person of the organisation, or of its provider (`through`). `signs_in` false: only the command line is used."""

    ident: str
    name: str
    role: Role
    through: str | None
    until: datetime | None
    ended_at: datetime | None
    signs_in: bool


class Query(Request, frozen=True, kw_only=True):
    ended: bool = False  # those who were members, too


class Members(Shape, frozen=True, kw_only=True):
    items: tuple[Member, ...]


def shape(each: OfMember) -> Member:
    return Member(
        ident=each.ident,
        name=each.name,
        role=each.role,
        through=each.through or None,
        until=each.until,
        ended_at=each.ended_at,
        signs_in=bool(each.account),
    )


def listing(call: Call) -> Members:
    return Members(items=tuple(map(shape, call.workspace.member_list(ended=call.query.ended))))


ENDPOINTS = (
    Endpoint("GET", "members", "list_members", "Members", listing, Permission.SEE_MEMBERS, Members, query=Query),
)

"""Members: who belongs to an organisation, in which role, until when."""

from __future__ import annotations

from datetime import datetime

from bailee.api.interface import Call, Endpoint, Shape
from bailee.permissions import Permission, Role
from bailee.store.rows.members import Member as OfMember


class Member(Shape, frozen=True, kw_only=True):
    """A person of the organisation, or of its provider (`through`)."""

    ident: str
    name: str
    role: Role
    through: str | None
    until: datetime | None


class Members(Shape, frozen=True, kw_only=True):
    items: tuple[Member, ...]


def shape(each: OfMember) -> Member:
    return Member(ident=each.ident, name=each.name, role=each.role, through=each.through or None, until=each.until)


def listing(call: Call) -> Members:
    return Members(items=tuple(map(shape, call.workspace.member_list())))


ENDPOINTS = (Endpoint("GET", "members", "list_members", "Members", listing, Permission.SEE_MEMBERS, Members),)

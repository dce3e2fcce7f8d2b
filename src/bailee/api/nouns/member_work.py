"""What is done with members: another role, an end, an invitation. Each asks a person who she is: no token does it."""

from __future__ import annotations

from datetime import datetime

from bailee.api.interface import Call, Endpoint, Request, Shape, Word, shapes
from bailee.api.nouns.members import Member, shape
from bailee.api.problems import NOT_THERE
from bailee.api.shapes import post_office, server_address
from bailee.errors import InvalidInput
from bailee.operations.invite_member import invite_member
from bailee.permissions import Permission, Role
from bailee.store import invitations


class NewRole(Request, frozen=True, kw_only=True):
    role: Role


class InvitationShape(Shape, frozen=True, kw_only=True):
    ident: str
    email: str
    role: Role
    state: str
    invited_by: str
    created_at: datetime
    expires_at: datetime


class Invitations(Shape, frozen=True, kw_only=True):
    items: tuple[InvitationShape, ...]


class Invite(Request, frozen=True, kw_only=True):
    """The link goes out by mail, and is not answered."""

    email: Word
    role: Role


def _member(call: Call) -> Member:
    for each in call.workspace.member_list():
        if each.ident == call.path["member"]:
            return shape(each)
    raise NOT_THERE


def changed(call: Call) -> Member:
    _member(call)
    call.workspace.change_role(call.path["member"], call.body.role)
    return _member(call)


def ended(call: Call) -> None:
    call.workspace.end_member(_member(call).ident)


def listing(call: Call) -> Invitations:
    found = invitations.invitations(call.workspace)
    return Invitations(items=shapes(found, InvitationShape))


def invited(call: Call) -> Invitations:
    server, address = post_office(), server_address()
    if server is None or not address:
        raise InvalidInput("invitations are mailed, and here is no mail server", hint="the page shows a link once")
    invite_member(call.workspace, call.body.email, call.body.role, address=address, server=server)
    return listing(call)


def withdrawn(call: Call) -> None:
    if call.path["invitation"] not in {each.ident for each in invitations.invitations(call.workspace)}:
        raise NOT_THERE
    invitations.withdraw(call.workspace, call.path["invitation"])


_SEE, _MANAGE = Permission.SEE_MEMBERS, Permission.MANAGE_MEMBERS
ENDPOINTS = (
    Endpoint("POST", "members/{member}/role", "change_role", "Another role from the next request on", changed, _MANAGE, Member, body=NewRole, dangerous=True),
    Endpoint("POST", "members/{member}/end", "end_member", "She is a member no more", ended, _MANAGE, None, dangerous=True),
    Endpoint("GET", "invitations", "list_invitations", "Who was invited", listing, _SEE, Invitations),
    Endpoint("POST", "invitations", "invite_member", "Invite somebody by mail", invited, _MANAGE, Invitations, body=Invite, status=201, dangerous=True),
    Endpoint("DELETE", "invitations/{invitation}", "withdraw_invitation", "Its link opens nothing any more", withdrawn, _MANAGE, None),
)  # fmt: skip

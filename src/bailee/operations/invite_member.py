"""Invite somebody to be a member: by mail where a mail server is set, else by a link to hand over.

made = invite_member(workspace, "pat@client.example", Role.PRIVACY_PERSON, address="https://privacy.example.com", server=None)
made = invite_member(workspace, "tess@msp.example", member="tess", address="https://privacy.example.com", server=None)
made.link          # https://privacy.example.com/invitation/7-…
"""

from __future__ import annotations

from dataclasses import dataclass, field

from bailee.permissions import Permission, Role
from bailee.store import invitations, mail
from bailee.store.workspace import Workspace

_TEXT = """\
{inviter} invites you to {organisation} on bailee, as {role}.

Open this link within {days} days to make your account. It works once, and for this e-mail address alone:

    {link}

If you did not expect this, do nothing: nothing happens then.
"""


@dataclass(frozen=True, slots=True)
class Invited:
    """The link is shown once and kept nowhere."""

    link: str = field(repr=False)
    is_mailed: bool


def invite_member(
    workspace: Workspace,
    email: str,
    role: Role | None = None,
    *,
    address: str,
    server: mail.Server | None,
    member: str = "",
) -> Invited:
    """A new invitation, for a new member in this role, or for a member who does not sign in yet. InvalidInput where this is no
    address, or no such member; NotAllowed where whoever invites may not give that role."""
    with workspace.transaction(Permission.MANAGE_MEMBERS):
        token = invitations.invite(workspace, email, role, member=member)
        role = next(each.role for each in workspace.member_list() if each.ident == member) if member else role
        link = f"{address.rstrip('/')}/invitation/{token}/"
        if server is not None:
            name = next((each.name for each in workspace.member_list() if each.ident == workspace.member), "Somebody")
            text = _TEXT.format(
                inviter=name,
                organisation=workspace.organisation_name,
                role=role.label if role is not None else "",
                days=invitations.DAYS,
                link=link,
            )
            mail.put(workspace, email.strip().lower(), f"Invitation to {workspace.organisation_name}", text)
    if server is not None:
        mail.send_due(workspace.home, server)
    return Invited(link, server is not None)

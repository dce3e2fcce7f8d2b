"""Invitations: a link, for one e-mail address, to be a member in one role; it works once, for seven days.

    token = invite(workspace, "pat@client.example", Role.PRIVACY_PERSON)         # the link's secret: shown or mailed, not kept
    token = invite(workspace, "tess@msp.example", member="tess")                  # the same for a member who does not sign in yet
    found = find(home, token)                                                     # found.state: open, used, expired, withdrawn
    accept(home, token, account.ident, "Pat Doe")                                 # a member from now on

Nobody invites to more than she may give, and an invitation ends with the right of whoever wrote it.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bailee.errors import InvalidInput, NotAllowed
from bailee.keys import MasterKey, OrganisationKeys
from bailee.permissions import PROVIDER_ROLES, Permission, Role, may_grant, role_of
from bailee.store import database, link_tokens
from bailee.store.organisations import free_account, lay_member, record_at
from bailee.store.rows.base import atomic, is_standing, now
from bailee.store.tenancy import link_account
from bailee.store.workspace import Workspace

DAYS = 7
A_DAY = 100  # invitations of one organisation: each may be a mail of this server to whomever


@dataclass(frozen=True, slots=True)
class Invitation:
    """One as it is now. `state`: open, used, expired, withdrawn."""

    ident: str
    email: str = field(repr=False)
    role: Role
    state: str
    invited_by: str
    created_at: datetime
    expires_at: datetime
    organisation: str = ""
    organisation_name: str = ""
    account: str = ""  # whose it became
    member: str = ""  # who is a member already; empty for a new one


def roles_to_give(workspace: Workspace) -> tuple[Role, ...]:
    """Roles that this member may invite to here, the most powerful first."""
    from bailee.store.models import Organisation

    with workspace._reading():
        ours = Organisation.objects.using(workspace.alias).get(pk=workspace.organisation_id)
    given = [role for role in Role if may_grant(workspace.role, role)]
    return tuple(
        role
        for role in given
        if (role not in PROVIDER_ROLES or ours.is_provider) and not (role is Role.CLIENT_OWNER and ours.is_provider)
    )


def invite(workspace: Workspace, email: str, role: Role | None = None, *, member: str = "") -> str:
    """A new invitation; the secret of its link, which is kept nowhere. One that was open for this address is withdrawn.

    `member`: who is a member already and does not sign in yet; she keeps her role. Else `role` is what a new one gets.
    """
    from bailee.store.models import Invitation as Row

    email = email.strip().lower()
    if (
        not (3 <= len(email) <= 254)
        or email.count("@") != 1
        or any(letter.isspace() or not letter.isprintable() for letter in email)
    ):
        raise InvalidInput("this is no e-mail address", hint="such as pat@client.example")
    with workspace.transaction(Permission.MANAGE_MEMBERS):
        role = _role_of_member(workspace, member) if member else role
        if role is None or role not in roles_to_give(workspace):
            given = role.label if role is not None else "member without a role"
            raise NotAllowed(f"as {workspace.role.label} you make nobody a {given} here", hint="ask an owner")
        if workspace._rows(Row).filter(created_at__gt=now() - timedelta(days=1)).count() >= A_DAY:
            raise InvalidInput(f"{A_DAY} people were invited within a day", hint="go on tomorrow")
        for row in workspace._rows(Row).filter(ended_at=None):
            if workspace._decrypted("invitation.email", row.email) == email:
                workspace._rows(Row).filter(pk=row.pk).update(ended_at=now())
        token, kept = link_tokens.new(workspace.organisation_id)
        ident = f"invitation-{secrets.token_hex(4)}"
        workspace._add(
            Row,
            ident=ident,
            email=workspace._encrypted("invitation.email", email),
            role=role.value,
            token_hash=kept,
            invited_by=workspace.member,
            created_at=now(),
            expires_at=now() + timedelta(days=DAYS),
            member=member,
        )
        workspace.record("member-invited", ident, {"role": role.value})
    return token


def invitations(workspace: Workspace) -> tuple[Invitation, ...]:
    """All of them, newest first."""
    from bailee.store.models import Invitation as Row

    workspace.require(Permission.SEE_MEMBERS)
    with workspace._reading():
        rows = list(workspace._rows(Row).order_by("-pk"))
    return tuple(_value(row, workspace._decrypted("invitation.email", row.email), _state(row)) for row in rows)


def withdraw(workspace: Workspace, ident: str) -> None:
    """The link opens nothing any more. InvalidInput where there is none that is open."""
    from bailee.store.models import Invitation as Row

    with workspace.transaction(Permission.MANAGE_MEMBERS):
        if not workspace._rows(Row).filter(ident=ident, ended_at=None).update(ended_at=now()):
            raise InvalidInput("there is no open invitation of that ident")
        workspace.record("invitation-withdrawn", ident, {})


def find(home: Path, token: str) -> Invitation | None:
    """The invitation of a link; None where there never was one."""
    with _opened(home, token) as (row, ours, keys):
        if row is None:
            return None
        email = keys_decrypted(keys, "invitation.email", row.email)
        state = _state(row)
        if state == "open" and not _may_still(row, ours):
            state = "withdrawn"
        return _value(row, email, state, ours)


def accept(home: Path, token: str, account: str, name: str) -> str:
    """The account is a member from now on; ident of the organisation. InvalidInput where the link does not count any more.

    Part of the transaction that is open. Whoever calls this made sure that the account has the invitation's address.
    """
    from bailee.store.models import Invitation as Row
    from bailee.store.models import Member

    with _opened(home, token, locked=True) as (row, ours, keys):
        if row is None or _state(row) != "open" or not _may_still(row, ours):
            raise InvalidInput(
                "this invitation does not count any more", hint="ask whoever invited you for another one"
            )
        alias = database.connect(home)
        row_count = Row.objects.using(alias).filter(pk=row.pk, ended_at=None).update(ended_at=now(), account=account)
        if not row_count:  # another browser was faster
            raise InvalidInput("this invitation was used", hint="ask whoever invited you for another one")
        taken = Member.objects.using(alias).filter(organisation_id=ours.pk, account=account).first()
        if taken is not None and is_standing(taken.ended_at, taken.until):
            raise InvalidInput("you are a member of this organisation already")
        if row.member:
            ident = str(row.member)
            if (who := _without_account(alias, ours.pk, ident)) is None or who.role != row.role:
                raise InvalidInput("this member signs in already, or is none any more", hint="ask whoever invited you")
            link_account(home, str(ours.ident), ident, account)
            database.engine(home).enter(alias, (ours.pk,))  # and nobody else's rows from here on
        else:
            ident = f"member-{secrets.token_hex(4)}"
            free_account(alias, ours.pk, account)  # of one who was a member before
            lay_member(alias, ours.pk, keys, ident, name=name, role=row.role, account=account, by=row.invited_by)
        record_at(home, alias, ours, keys, ident, "invitation-accepted", row.ident, role=row.role, account=account)
        return str(ours.ident)


def _without_account(alias: str, organisation: int, ident: str) -> Any:
    """The row of a standing member of the organisation's own with whom nobody signs in; None where there is none."""
    from bailee.store.models import Member

    rows = Member.objects.using(alias).filter(organisation_id=organisation, ident=ident, account="", through="")
    row = rows.first()
    return row if row is not None and is_standing(row.ended_at, row.until) else None


def _role_of_member(workspace: Workspace, ident: str) -> Role:
    row = _without_account(workspace.alias, workspace.organisation_id, ident)
    if row is None:
        raise InvalidInput(
            "there is no such member here who does not sign in yet", hint="`bailee members` lists who signs in"
        )
    return role_of(row.role)


def keys_decrypted(keys: OrganisationKeys, field_name: str, ciphertext: Any) -> Any:
    import json

    return json.loads(keys.decrypt_field(field_name, bytes(ciphertext)))


@contextmanager
def _opened(home: Path, token: str, *, locked: bool = False) -> Iterator[tuple[Any, Any, Any]]:
    """The row behind a link, its organisation and keys, in a transaction about it; all None where there is none."""
    from bailee.store.models import Invitation as Row
    from bailee.store.models import Organisation

    home = home.absolute()
    number = link_tokens.whose(token) or 0
    alias = database.connect(home)
    with database.explained(home), atomic(alias):
        database.engine(home).enter(alias, (number,))
        rows = Row.objects.using(alias).filter(organisation_id=number, token_hash=link_tokens.hash_of(token))
        row = (rows.select_for_update() if locked else rows).first() if number else None
        ours = Organisation.objects.using(alias).filter(pk=number).first() if row is not None else None
        if row is None or ours is None or not ours.wrapped_keys:
            yield None, None, None
            return
        yield row, ours, OrganisationKeys.open(MasterKey.open(home), ours.ident, bytes(ours.wrapped_keys))


def _may_still(row: Any, ours: Any) -> bool:
    """Whether whoever wrote it could write it now."""
    from bailee.store.models import Member

    by = Member.objects.using(row._state.db).filter(organisation_id=ours.pk, ident=row.invited_by).first()
    return by is not None and is_standing(by.ended_at, by.until) and may_grant(role_of(by.role), role_of(row.role))


def _state(row: Any) -> str:
    if row.ended_at is not None:
        return "used" if row.account else "withdrawn"
    return "expired" if row.expires_at <= now() else "open"


def _value(row: Any, email: str, state: str, ours: Any = None) -> Invitation:
    organisation, name = (ours.ident, ours.name) if ours is not None else ("", "")
    return Invitation(
        row.ident, email, role_of(row.role), state, row.invited_by, row.created_at, row.expires_at,
        organisation, name, row.account or "", row.member,
    )  # fmt: skip

"""The first person of a store who signs in: she becomes the owner that the command line was until then.

    claim(workspace, account.ident, "Ada Lovelace", is_provider=True)

What was scanned before belongs to that member already, so nothing else moves.
"""

from __future__ import annotations

from pathlib import Path

from bailee.errors import NotAllowed
from bailee.permissions import Role, role_of
from bailee.store import database
from bailee.store.organisations import OWNER, append_change, begin_history, organisations
from bailee.store.rows.base import atomic, is_standing
from bailee.store.rows.members import OWNERS
from bailee.store.workspace import Workspace


def open_first(home: Path) -> Workspace:
    """The oldest organisation as its first owner, whatever she is called there."""
    from bailee.store.models import Member, Organisation

    first = organisations(home)[0]
    alias = database.connect(home)
    with database.explained(home), atomic(alias):
        database.engine(home).enter(alias, (), first)
        number = Organisation.objects.using(alias).get(ident=first).pk
        database.engine(home).enter(alias, (number,))
        rows = Member.objects.using(alias).filter(organisation_id=number, through="").order_by("pk")
        owners = [row.ident for row in rows if role_of(row.role) in OWNERS and is_standing(row.ended_at, row.until)]
    return Workspace(home, first, owners[0] if owners else OWNER)


def claim(workspace: Workspace, account: str, name: str, *, is_provider: bool) -> None:
    """Let an account sign in as this member, as owner. NotAllowed where another account does so already and still may.

    Whoever calls this made sure that nobody can sign in to this store yet.
    """
    from bailee.store.models import Member, Organisation

    role = Role.PROVIDER_OWNER if is_provider else Role.CLIENT_OWNER
    with workspace.transaction():
        members = Member.objects.using(workspace.alias).filter(organisation_id=workspace.organisation_id)
        row = members.filter(ident=workspace.member).first()
        if row is None:
            raise NotAllowed("there is no owner to become in this organisation")
        begin_history(workspace.alias, row)
        row.account, row.role, row.ended_at, row.until = account, role.value, None, None
        row.name = workspace.keys.encrypt_field("member.name", name.encode())
        row.save(using=workspace.alias)
        append_change(workspace.alias, row, "account", row.ident)
        Organisation.objects.using(workspace.alias).filter(pk=workspace.organisation_id).update(is_provider=is_provider)
        workspace.record("owner-signed-up", account, {"role": role.value})

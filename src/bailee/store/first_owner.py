"""The first person of a store who signs in: she becomes the owner that the command line was until then.

    claim(workspace, account.ident, is_provider=True)

What was scanned before belongs to that member already, so nothing else moves.
"""

from __future__ import annotations

from bailee.errors import NotAllowed
from bailee.permissions import Role
from bailee.store.workspace import Workspace


def claim(workspace: Workspace, account: str, *, is_provider: bool) -> None:
    """Let an account sign in as this member, as owner. NotAllowed where another account does so already and still may.

    Whoever calls this made sure that nobody can sign in to this store yet.
    """
    from bailee.store.models import Member, Organisation

    role = Role.PROVIDER_OWNER if is_provider else Role.CLIENT_OWNER
    with workspace.transaction():
        members = Member.objects.using(workspace.alias).filter(organisation_id=workspace.organisation_id)
        if not members.filter(ident=workspace.member).update(
            account=account, role=role.value, ended_at=None, until=None
        ):
            raise NotAllowed("there is no owner to become in this organisation")
        Organisation.objects.using(workspace.alias).filter(pk=workspace.organisation_id).update(is_provider=is_provider)
        workspace.record("owner-signed-up", account, {"role": role.value})

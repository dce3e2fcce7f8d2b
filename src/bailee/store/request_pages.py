"""The page on which anybody may ask an organisation about their own data: a door that takes a request in, and does nothing else.

    door = open_door(home, "harbour-dental-6f3f5b")      # None where there is no such organisation, or its page is closed

What is closed and what never was are the same. The door knows nobody: it cannot say whether somebody who asks is known.
"""

from __future__ import annotations

from pathlib import Path

from bailee.errors import CannotRead, NotAllowed
from bailee.permissions import Permission, Role
from bailee.store import database
from bailee.store.rows.base import atomic
from bailee.store.standing import Membership
from bailee.store.workspace import Workspace

MEMBER = "requests-page"  # as whom the log has it


def open_door(home: Path, organisation: str) -> Workspace | None:
    """The door of an organisation whose page is open."""
    from bailee.store.models import Organisation

    home = home.absolute()
    alias = database.connect(home)
    with database.explained(home), atomic(alias):
        database.engine(home).enter(alias, (), organisation)
        ours = Organisation.objects.using(alias).filter(ident=organisation).first()
    if ours is None or not ours.wrapped_keys:
        return None
    standing = Membership(
        ours.ident, ours.name, MEMBER, Role.EMPLOYEE, "", None, "", ours.is_provider, ours.pk,
        provider_number=ours.provider_id, wrapped_keys=bytes(ours.wrapped_keys),
    )  # fmt: skip
    try:
        workspace = Workspace(home, ours.ident, MEMBER, standing=standing)
    except (CannotRead, NotAllowed):  # its keys were destroyed
        return None
    workspace.scope = frozenset({Permission.SIGN_OWN, Permission.SEE_OWN})
    return workspace if workspace.is_request_page_open() else None
